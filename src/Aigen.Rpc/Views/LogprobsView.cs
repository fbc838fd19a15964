using Aigen.Inference;

namespace Aigen.Rpc.Views;

/// <summary>Logprobs in OpenAI's shape.</summary>
internal sealed record LogprobsView(IReadOnlyList<TokenLogprobView> Content)
{
    /// <summary>Null where there are none.</summary>
    public static LogprobsView? Of(IReadOnlyList<TokenLogprob> tokens) =>
        tokens.Count == 0 ? null : new LogprobsView([.. tokens.Select(TokenLogprobView.Of)]);
}

internal sealed record TokenLogprobView(string Token, float Logprob, IReadOnlyList<int>? Bytes, IReadOnlyList<TopLogprobView> TopLogprobs)
{
    public static TokenLogprobView Of(TokenLogprob token) =>
        new(token.Text, token.Logprob, BytesOf(token), [.. token.Top.Select(top => new TopLogprobView(top.Text, top.Logprob, BytesOf(top)))]);

    // Numbers, as OpenAI has them: a byte array would be written as base64.
    private static int[]? BytesOf(TokenLogprob token) => token.Bytes is { } bytes ? [.. bytes.Select(one => (int)one)] : null;
}

internal sealed record TopLogprobView(string Token, float Logprob, IReadOnlyList<int>? Bytes);
