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

    /// <summary>DeepSeek V3.2.</summary>
    public static readonly XmlToolForm DeepSeek32 = new("<｜DSML｜function_calls>")
    {
        Prefix = "\n",
        Opening = "<｜DSML｜invoke name=\"",
        Middle = "\">\n",
        ParameterOpening = "<｜DSML｜parameter name=\"",
        NameEnd = "\" string=\"true\">",
        JsonNameEnd = "\" string=\"false\">",
        ValueEnd = "</｜DSML｜parameter>\n",
        Closing = "</｜DSML｜invoke>\n",
        Separator = "",
        Ending = "</｜DSML｜function_calls>",
    };

    /// <summary>DeepSeek V4.</summary>
    public static readonly ToolForm DeepSeek4 = DeepSeek32 with { Trigger = "<｜DSML｜tool_calls>", Ending = "</｜DSML｜tool_calls>" };

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

    /// <summary>Tencent's Hy3.</summary>
    public static readonly ToolForm Hunyuan = new XmlToolForm("<tool_calls:opensource>")
    {
        Prefix = "\n",
        Opening = "<tool_call:opensource>",
        Middle = "<tool_sep:opensource>\n",
        ParameterOpening = "<arg_key:opensource>",
        NameEnd = "</arg_key:opensource>\n<arg_value:opensource>",
        ValueEnd = "</arg_value:opensource>\n",
        Closing = "</tool_call:opensource>\n",
        Separator = "",
        Ending = "</tool_calls:opensource>",
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

    /// <summary>MiniCPM5.</summary>
    public static readonly ToolForm MiniCpm = new XmlToolForm("<function name=\"")
    {
        Middle = "\">",
        ParameterOpening = "<param name=\"",
        NameEnd = "\">",
        ValueEnd = "</param>",
        Quoting = new TextQuoting("<![CDATA[", "]]>", "<&\n"),
        Closing = "</function>",
        Separator = "\n<function name=\"",
    };

    /// <summary>Kimi K3.</summary>
    public static readonly ToolForm Kimi3 = new XmlToolForm("<|open|>tools<|sep|>")
    {
        TextEnd = "<|close|>response<|sep|>",
        FirstNumber = '1',
        Opening = "<|open|>call tool=\"",
        Middle = $"\" index=\"{ToolForm.NumberCharacter}\"<|sep|>",
        ParameterOpening = "<|open|>argument key=\"",
        NameEnd = "\" type=\"string\"<|sep|>",
        JsonNameEnd = $"\" type=\"{XmlToolForm.TypeCharacter}\"<|sep|>",
        ValueEnd = "<|close|>argument<|sep|>",
        Closing = "<|close|>call<|sep|>",
        Separator = "",
        Ending = "<|close|>tools<|sep|>",
    };

    /// <summary>MiniMax M3.</summary>
    public static readonly ToolForm MiniMax3 = new TagToolForm("]<]minimax[>[<tool_call>")
    {
        Prefix = "\n",
        Opening = "]<]minimax[>[<invoke name=\"",
        Middle = "\">",
        Mark = "]<]minimax[>[",
        Closing = "]<]minimax[>[</invoke>\n",
        Separator = "",
        Ending = "]<]minimax[>[</tool_call>",
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

    /// <summary>Muse Glimmer, whose prompts end with the trigger but for its first token. A call has the function's name twice.</summary>
    public static readonly ToolForm Glimmer = new XmlToolForm("<|eom|><|start|>assistant")
    {
        TextOpening = " to=user<|message|>",
        Others = ["self", "user"],
        Opening = " to=",
        Middle = $"<|message|><atem:function_calls>\n<atem:invoke name=\"{ToolForm.NameCharacter}\">\n",
        ParameterOpening = "<atem:parameter name=\"",
        NameEnd = "\">",
        ValueEnd = "</atem:parameter>\n",
        Closing = "</atem:invoke>\n</atem:function_calls>",
        Separator = "<|eom|><|start|>assistant",
    };

    public static IReadOnlyList<ToolForm> All { get; } =
    [
        Hermes, Llama, MistralList, Mistral, MistralWithId, DeepSeek, DeepSeek31, QwenCoder, Glm, Glm47, Seed, MiniMax, MiniMax1, Apriel, Nemotron, Functionary, GigaChat,
        DeepSeek32, DeepSeek4, Command, Kimi, Apertus, Hunyuan, Solar, Harmony, Gemma, Liquid, Granite, MiniCpm, Kimi3, MiniMax3, GigaChat3, Functionary32, Glimmer,
    ];
}
