namespace Aigen.Inference;

/// <summary>The forms that are known. A model's is the first in which its chat template writes a call.</summary>
internal static class ToolForms
{
    private const string Object = "{\"name\": \"";

    /// <summary>Hermes 2 and 3, Qwen 2.5 and 3, QwQ, Granite 4 and others that learnt it from them.</summary>
    public static readonly ToolForm Hermes = new JsonToolForm("<tool_call>") { Opening = $"\n{Object}", Closing = "}\n</tool_call>", Separator = "\n<tool_call>" };

    /// <summary>Llama 3.1 to 3.3: a call is an answer that is JSON, one at a time.</summary>
    public static readonly ToolForm Llama = new JsonToolForm(Object) { CallsBehindText = false, Middle = "\", \"parameters\": ", Closing = "}" };

    /// <summary>Mistral Nemo and others of its time.</summary>
    public static readonly ToolForm MistralList = new JsonToolForm("[TOOL_CALLS]")
    {
        Prefix = "[",
        Opening = Object,
        Closing = $", \"id\": \"{ToolForm.Id}\"}}",
        Separator = ", ",
        Ending = "]",
        TakesShortIds = true,
    };

    /// <summary>Mistral's since the summer of 2025: Devstral, Ministral 3, Magistral.</summary>
    public static readonly ToolForm Mistral = new JsonToolForm("[TOOL_CALLS]") { Middle = "[ARGS]", Separator = "[TOOL_CALLS]", TakesShortIds = true };

    /// <summary>Mistral Small 3.2, in which a call has an id.</summary>
    public static readonly ToolForm MistralWithId = new JsonToolForm("[TOOL_CALLS]")
    {
        Middle = $"[CALL_ID]{ToolForm.Id}[ARGS]",
        Separator = "[TOOL_CALLS]",
        TakesShortIds = true,
    };

    /// <summary>DeepSeek V3 and R1, and what was distilled from it.</summary>
    public static readonly ToolForm DeepSeek = new JsonToolForm("<｜tool▁calls▁begin｜>")
    {
        Opening = "<｜tool▁call▁begin｜>function<｜tool▁sep｜>",
        Middle = "\n```json\n",
        Closing = "\n```<｜tool▁call▁end｜>",
        Separator = "\n",
        Ending = "<｜tool▁calls▁end｜>",
    };

    /// <summary>DeepSeek V3.1.</summary>
    public static readonly ToolForm DeepSeek31 = new JsonToolForm("<｜tool▁calls▁begin｜>")
    {
        Opening = "<｜tool▁call▁begin｜>",
        Middle = "<｜tool▁sep｜>",
        Closing = "<｜tool▁call▁end｜>",
        Separator = "",
        Ending = "<｜tool▁calls▁end｜>",
    };

    /// <summary>Qwen 3 Coder, Qwen 3.5, Nemotron 3, StepFun 3.5.</summary>
    public static readonly ToolForm QwenCoder = new XmlToolForm("<tool_call>")
    {
        Opening = "\n<function=",
        Middle = ">\n",
        ParameterOpening = "<parameter=",
        NameEnd = ">\n",
        ValueEnd = "\n</parameter>\n",
        Closing = "</function>\n</tool_call>",
        Separator = "\n<tool_call>",
    };

    /// <summary>GLM 4.5 and 4.6.</summary>
    public static readonly ToolForm Glm = new XmlToolForm("<tool_call>")
    {
        Middle = "\n",
        ParameterOpening = "<arg_key>",
        NameEnd = "</arg_key>\n<arg_value>",
        ValueEnd = "</arg_value>\n",
        Closing = "</tool_call>",
        Separator = "\n<tool_call>",
    };

    /// <summary>GLM 4.7, Spark 2.5, Laguna.</summary>
    public static readonly ToolForm Glm47 = new XmlToolForm("<tool_call>")
    {
        ParameterOpening = "<arg_key>",
        NameEnd = "</arg_key><arg_value>",
        ValueEnd = "</arg_value>",
        Closing = "</tool_call>",
        Separator = "<tool_call>",
    };

    /// <summary>ByteDance's Seed.</summary>
    public static readonly ToolForm Seed = new XmlToolForm("<seed:tool_call>")
    {
        Opening = "\n<function=",
        Middle = ">\n",
        ParameterOpening = "<parameter=",
        NameEnd = ">",
        ValueEnd = "</parameter>\n",
        Closing = "</function>\n</seed:tool_call>",
        Separator = "\n<seed:tool_call>",
    };

    /// <summary>MiniMax M2.</summary>
    public static readonly ToolForm MiniMax = new XmlToolForm("<minimax:tool_call>")
    {
        Prefix = "\n",
        Opening = "<invoke name=\"",
        Middle = "\">\n",
        ParameterOpening = "<parameter name=\"",
        NameEnd = "\">",
        ValueEnd = "</parameter>\n",
        Closing = "</invoke>\n",
        Separator = "",
        Ending = "</minimax:tool_call>",
    };

    /// <summary>MiniMax M1.</summary>
    public static readonly ToolForm MiniMax1 = new JsonToolForm("<tool_calls>") { Opening = $"\n{Object}", Closing = "}", Separator = "", Ending = "\n</tool_calls>" };

    /// <summary>Apriel 1.5 and 1.6.</summary>
    public static readonly ToolForm Apriel = new JsonToolForm("<tool_calls>")
    {
        Prefix = "[",
        Opening = Object,
        Closing = $", \"id\": \"{ToolForm.Id}\"}}",
        Separator = ", ",
        Ending = "]</tool_calls>",
    };

    /// <summary>Nemotron Nano 2.</summary>
    public static readonly ToolForm Nemotron = new JsonToolForm("<TOOLCALL>") { Prefix = "[", Opening = Object, Closing = "}", Separator = ", ", Ending = "]</TOOLCALL>" };

    /// <summary>Functionary 3.1.</summary>
    public static readonly ToolForm Functionary = new JsonToolForm("<function=") { Middle = ">", Closing = "</function>", Separator = "<function=" };

    /// <summary>GigaChat 3.1, which calls one function at a time.</summary>
    public static readonly ToolForm GigaChat = new JsonToolForm("<|function_call|>") { Opening = Object, Closing = "}" };

    public static IReadOnlyList<ToolForm> All { get; } =
    [
        Hermes, Llama, MistralList, Mistral, MistralWithId, DeepSeek, DeepSeek31, QwenCoder, Glm, Glm47, Seed, MiniMax, MiniMax1, Apriel, Nemotron, Functionary, GigaChat,
    ];
}
