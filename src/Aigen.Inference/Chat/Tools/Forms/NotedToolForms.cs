namespace Aigen.Inference;

/// <summary>Forms in which arguments stand in a notation of the model's own.</summary>
internal static class NotedToolForms
{
    /// <summary>Gemma 4.</summary>
    public static readonly ToolForm Gemma = new NotedToolForm("<|tool_call>")
    {
        Opening = "call:",
        Middle = "{",
        NameEnd = ':',
        Mark = "<|\"|>",
        ParameterSeparator = ",",
        Closing = "}<tool_call|>",
        Separator = "<|tool_call>",
    };

    /// <summary>Liquid's LFM 2 and 2.5, most of whose templates leave calls out.</summary>
    public static readonly ToolForm Liquid = new NotedToolForm("<|tool_call_start|>")
    {
        Prefix = "[",
        Middle = "(",
        NameEnd = '=',
        Mark = "'",
        IsPython = true,
        ParameterSeparator = ", ",
        Closing = ")",
        Separator = ", ",
        Ending = "]<|tool_call_end|>",
        ToldBy = "List of tools: ",
    };
}
