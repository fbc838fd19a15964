namespace Aigen.Inference;

/// <summary>
/// Takes the text of an answer apart while it comes: into reasoning, text and calls. Stop strings are looked for behind the reasoning, in what is
/// the answer itself.
/// </summary>
internal sealed class AnswerParts(GenerationOptions options)
{
    private readonly ReasoningReader? _reasoning = options.Reasoning?.NewReader();
    private readonly StopScanner _stops = new(options.Stop);
    private readonly ToolCallReader? _calls = (options.ResponseFormat as ResponseFormat.OfToolCalls)?.NewReader();

    /// <summary>Whether a stop string was met.</summary>
    public bool Stopped => _stops.Stopped;

    /// <summary>Whether what comes now may still be reasoning.</summary>
    public bool IsReasoning => _reasoning is { IsInside: true };

    /// <summary>Whether the answer has begun with reasoning.</summary>
    public bool HasReasoned => _reasoning is { HasReasoned: true };

    /// <summary>Whether there are calls, and none is cut off.</summary>
    public bool HasWholeCalls => _calls is { HasWholeCalls: true };

    /// <summary>Takes the next text.</summary>
    public AnswerPart Read(ReadOnlySpan<char> text)
    {
        if (_reasoning is null) return Behind("", _stops.Append(text), 0);
        var split = _reasoning.Read(text.ToString());
        return Behind(split.Reasoning, _stops.Append(split.Text), split.Passed);
    }

    /// <summary>What is still held back, once the answer has ended with this text.</summary>
    public AnswerPart End(ReadOnlySpan<char> text)
    {
        var part = Read(text);
        var split = _reasoning?.Flush() ?? new SplitText("", "", 0);
        var last = Behind(part.Reasoning + split.Reasoning, _stops.Append(split.Text) + _stops.Flush(), split.Passed);
        return last with { Text = part.Text + last.Text + Rest(), Calls = [.. part.Calls, .. last.Calls], Length = part.Length + last.Length };
    }

    /// <summary>The text that the calls still hold back, once a stop string was met.</summary>
    public string Rest() => _calls?.Flush() ?? "";

    private AnswerPart Behind(string reasoning, string text, int passed)
    {
        var (content, calls) = _calls is null ? (text, []) : _calls.Read(text, _reasoning is null or { HasOpened: true });
        return new AnswerPart(reasoning, content, calls, passed + text.Length);
    }
}
