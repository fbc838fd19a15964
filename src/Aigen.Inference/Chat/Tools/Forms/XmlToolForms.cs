namespace Aigen.Inference;

/// <summary>Forms in which each argument stands by itself, in the manner of XML.</summary>
internal static class XmlToolForms
{
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
}
