using System.Buffers;

namespace Aigen.Inference;

/// <summary>
/// Tokens of a rendered chat. Control tokens are read only where the template wrote them: a text of the request that spells one
/// (<c>&lt;|im_end|&gt;</c>) is cut out and tokenised by itself as plain text. Without such a text the chat is tokenised as one
/// text, exactly as the model was trained.
/// </summary>
internal sealed class PromptTokenizer(Vocabulary vocabulary)
{
    // Short enough for the worst text (line breaks only, characters that are not in the vocabulary) to take milliseconds.
    private const int BlockLength = 4096;

    // A template makes some ten times as much of it, which leaves room below JinjaLimits.Characters.
    private const long MuchText = 1 << 20;

    private readonly SearchValues<string> _controlTexts = SearchValues.Create([.. vocabulary.ControlTexts], StringComparison.Ordinal);

    /// <summary>
    /// Whether a text surely has more tokens than a limit. llama_tokenize takes time that grows with the square of the number of
    /// tokens for some texts (a megabyte of line breaks takes an hour), so a text that may be far too long is counted block by
    /// block first, and only until the limit is passed.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="limit">At least twice the tokens that matter: cutting a text into blocks moves its count a little.</param>
    /// <param name="parseSpecial">Whether the text of a control token counts as that token.</param>
    public bool Exceeds(string text, int limit, bool parseSpecial = false)
    {
        if (text.Length <= limit) return false;

        return Exceeds([text], limit, parseSpecial);
    }

    /// <summary>The same of texts that are looked at before a template copies each of them several times: they are much, and too much by themselves.</summary>
    public bool Exceeds(IReadOnlyList<ChatMessage> messages, int limit)
    {
        if (messages.Sum(message => (long)message.Content.Length + (message.Reasoning?.Length ?? 0)) <= MuchText) return false;

        return Exceeds(messages.SelectMany(message => (string[])[message.Content, message.Reasoning ?? ""]), limit, parseSpecial: false);
    }

    public int[] Tokenize(RenderedChat chat)
    {
        var tokens = new List<int>(16 + (chat.Text.Length / 3));
        if (vocabulary.BeginningOfSequence is { } first && !chat.Text.StartsWith(vocabulary.TextOf(first), StringComparison.Ordinal))
            tokens.Add(first);

        var at = 0;
        foreach (var (start, end) in FindSpellings(chat))
        {
            Add(chat.Text.AsSpan(at, start - at), parseSpecial: true);
            Add(chat.Text.AsSpan(start, end - start), parseSpecial: false);
            at = end;
        }

        Add(chat.Text.AsSpan(at), parseSpecial: true);
        return [.. tokens];

        void Add(ReadOnlySpan<char> text, bool parseSpecial)
        {
            if (!text.IsEmpty) tokens.AddRange(vocabulary.Tokenize(text, parseSpecial));
        }
    }

    private bool Exceeds(IEnumerable<string> texts, int limit, bool parseSpecial)
    {
        long tokens = 0;
        foreach (var text in texts)
            for (var at = 0; at < text.Length && tokens <= limit; at += BlockLength)
                tokens += vocabulary.Tokenize(text.AsSpan(at, Math.Min(BlockLength, text.Length - at)), parseSpecial).Length;
        return tokens > limit;
    }

    /// <summary>The texts of the request that the text of a control token lies in, or reaches into.</summary>
    private IEnumerable<(int Start, int End)> FindSpellings(RenderedChat chat)
    {
        var longest = vocabulary.ControlTexts.Count > 0 ? vocabulary.ControlTexts[0].Length : 0;
        foreach (var content in chat.Contents)
            if (ReachesInto(chat.Text, content, longest))
                yield return content;
    }

    private bool ReachesInto(string text, (int Start, int End) content, int longest)
    {
        var from = Math.Max(0, content.Start - longest + 1);
        // A tool makes hundreds of contents: each looks no further than it must.
        var end = Math.Min(text.Length, content.End + longest);
        while (from < content.End && text.AsSpan(from, end - from).IndexOfAny(_controlTexts) is >= 0 and var offset)
        {
            var at = from + offset;
            if (at >= content.End) return false;
            if (at >= content.Start) return true;
            if (vocabulary.ControlTexts.Any(control => at + control.Length > content.Start && IsAt(text, at, control))) return true;
            from = at + 1;
        }

        return false;
    }

    private static bool IsAt(string text, int at, string value) => text.AsSpan(at).StartsWith(value, StringComparison.Ordinal);
}
