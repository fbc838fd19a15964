using System.Text.Json;
using Aigen.Metering;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Methods;

internal sealed class EmbeddingMethods(NodeServices node)
{
    public async ValueTask<RpcResult> Create(RpcCall call)
    {
        var request = Read(call);
        var inBase64 = call.Parameters.Optional("encoding_format")?.AsChoice("float", "base64") == 1;
        try
        {
            var outcome = await node.Desk.EmbedAsync(request, call.Aborted);
            if (outcome.Value is not { } answer)
            {
                return RpcResult.Fail(ErrorTable.Of(outcome.Refusal!));
            }

            var created = node.Time.GetUtcNow();
            return inBase64
                ? RpcResult.Ok(
                    EmbeddingAnswerView.Of(answer, created, embedding => Convert.ToBase64String(EmbeddingBytes.Of(embedding))),
                    ViewJson.Default.EmbeddingAnswerViewString)
                : RpcResult.Ok(EmbeddingAnswerView.Of(answer, created, embedding => embedding), ViewJson.Default.EmbeddingAnswerViewSingleArray);
        }
        catch (Exception exception) when (ErrorTable.Of(exception) is { } error)
        {
            return RpcResult.Fail(error);
        }
    }

    private static EmbedRequest Read(RpcCall call)
    {
        var fields = call.Parameters;
        return new EmbedRequest
        {
            ModelId = ChatParameters.ModelId(fields),
            Input = Input(fields.Required("input", "a text, or a list of texts")),
            Dimensions = fields.OptionalInt32("dimensions"),
            Payment = ChatParameters.Payment(fields),
            Proof = ChatParameters.Proof(fields),
            AccessToken = AccessTokenText.Of(call.Caller.BearerToken),
            From = call.Caller.RemoteAddress,
        };
    }

    private static IReadOnlyList<string> Input(RpcField input) => input.Value.ValueKind switch
    {
        JsonValueKind.String => [input.AsString(minLength: 1)],
        JsonValueKind.Array => [.. input.AsArray(1, EmbedRequest.MostTexts).Select(text => text.AsString(minLength: 1))],
        _ => throw input.Refuse("a text, or a list of texts"),
    };
}
