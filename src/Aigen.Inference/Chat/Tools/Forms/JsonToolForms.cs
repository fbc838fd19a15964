namespace Aigen.Inference;

/// <summary>Forms in which arguments are a JSON object.</summary>
internal static class JsonToolForms
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

    /// <summary>Cohere's Command R7B and its followers.</summary>
    public static readonly ToolForm Command = new JsonToolForm("<|START_ACTION|>")
    {
        Prefix = "[\n",
        Opening = $"    {{\"tool_call_id\": \"{ToolForm.NumberCharacter}\", \"tool_name\": \"",
        Middle = "\", \"parameters\": ",
        Closing = "}",
        Separator = ",\n",
        Ending = "\n]<|END_ACTION|>",
    };

    /// <summary>Kimi K2.</summary>
    public static readonly ToolForm Kimi = new JsonToolForm("<|tool_calls_section_begin|>")
    {
        Opening = "<|tool_call_begin|>functions.",
        Middle = $":{ToolForm.NumberCharacter}<|tool_call_argument_begin|>",
        Closing = "<|tool_call_end|>",
        Separator = "",
        Ending = "<|tool_calls_section_end|>",
    };

    /// <summary>Apertus.</summary>
    public static readonly ToolForm Apertus = new JsonToolForm("<|tools_prefix|>")
    {
        Prefix = "[",
        Opening = "{\"",
        Middle = "\": ",
        Closing = "}",
        Separator = ", ",
        Ending = "]<|tools_suffix|>",
    };

    /// <summary>Solar Open.</summary>
    public static readonly ToolForm Solar = new JsonToolForm("<|tool_calls|>")
    {
        Opening = $"<|tool_call:begin|>{ToolForm.Id}<|tool_call:name|>",
        Middle = "<|tool_call:args|>",
        Closing = "<|tool_call:end|>",
        Separator = "",
    };

    /// <summary>GPT-OSS: one call, as a message to the function on the channel for commentary. Its template has the address in front of the channel.</summary>
    public static readonly ToolForm Harmony = new JsonToolForm("<|channel|>")
    {
        Prefix = "commentary to=functions.",
        Middle = " <|constrain|>json<|message|>",
        WrittenAs = $" to=functions.{TemplateHabits.Function}<|channel|>commentary json<|message|>",
    };

    /// <summary>Granite 3.3, whose template leaves calls out.</summary>
    public static readonly ToolForm Granite = new JsonToolForm("<|tool_call|>")
    {
        Prefix = "[",
        Opening = Object,
        Closing = "}",
        Separator = ", ",
        Ending = "]",
        ToldBy = "respond only with <|tool_call|> followed by a JSON list of tools used",
    };

    /// <summary>GigaChat 3: one call, as a message of its own. The trigger ends every message.</summary>
    public static readonly ToolForm GigaChat3 = new JsonToolForm("<|message_sep|>\n\n")
    {
        TriggerEnds = true,
        Prefix = "function call<|role_sep|>\n",
        Opening = Object,
        Closing = "}",
    };

    /// <summary>Functionary 3.2, whose prompts end with the trigger.</summary>
    public static readonly ToolForm Functionary32 = new JsonToolForm(">>>")
    {
        TextOpening = "all\n",
        Others = ["all"],
        TriggerNeedsName = true,
        Middle = "\n",
        Separator = ">>>",
    };
}
