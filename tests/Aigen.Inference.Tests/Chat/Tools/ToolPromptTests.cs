using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Chat;

/// <summary>Prompts as the templates of the families write them (llama.cpp's collection of them, rendered by hand).</summary>
public sealed class ToolPromptTests
{
    private static readonly ToolCall[] Calls = [new("call_1", "get_weather", """{"city": "Rome"}"""), new("call_2", "get_time", "{}")];

    private static readonly ChatMessage[] Messages =
    [
        new(ChatRoles.User, "Weather and time?"),
        new(ChatRoles.Assistant, "") { ToolCalls = Calls },
        new(ChatRoles.Tool, "sunny") { ToolCallId = "call_1" },
        new(ChatRoles.Tool, "noon") { ToolCallId = "call_2" },
    ];

    [Fact]
    public void Prepare_Qwen_ListsTheFunctionsInTheSystemMessageAndWritesCallsAndResults()
    {
        const string Expected =
            """
            <|im_start|>system
            Be brief.

            # Tools

            You may call one or more functions to assist with the user query.

            You are provided with function signatures within <tools></tools> XML tags:
            <tools>
            {"type": "function", "function": {"name": "get_time"}}
            {"type": "function", "function": {"name": "add", "parameters": {"type": "object", "properties": {"a": {"enum": [1, "é\n"]}, "b": {}}}}}
            </tools>

            For each function call, return a json object with function name and arguments within <tool_call></tool_call> XML tags:
            <tool_call>
            {"name": <function-name>, "arguments": <args-json-object>}
            </tool_call><|im_end|>
            <|im_start|>user
            Weather and time?<|im_end|>
            <|im_start|>assistant
            <tool_call>
            {"name": "get_weather", "arguments": {"city": "Rome"}}
            </tool_call>
            <tool_call>
            {"name": "get_time", "arguments": {}}
            </tool_call><|im_end|>
            <|im_start|>user
            <tool_response>
            sunny
            </tool_response>
            <tool_response>
            noon
            </tool_response><|im_end|>
            <|im_start|>assistant

            """;
        using var model = ToolModels.Load(ToolModels.Qwen);
        var add = ToolFunctions.Of("add", """{"type":"object","properties":{"a":{"enum":[1,"é\n"]},"b":{}}}""");

        Assert.Equal(Expected, Text(model, [new ChatMessage(ChatRoles.System, "Be brief."), .. Messages], new ToolUse([ToolFunctions.Time, add])));
    }

    [Fact]
    public void Prepare_QwenWithoutTools_StillWritesTheCallsAndResultsOfBefore()
    {
        using var model = ToolModels.Load(ToolModels.Qwen);

        var text = Text(model, [.. Messages.SkipLast(1), new(ChatRoles.User, "Thanks")], null);

        Assert.StartsWith("<|im_start|>user\nWeather and time?<|im_end|>\n<|im_start|>assistant\n<tool_call>\n{\"name\": \"get_weather\"", text, StringComparison.Ordinal);
        Assert.EndsWith("<|im_start|>user\n<tool_response>\nsunny\n</tool_response><|im_end|>\n<|im_start|>user\nThanks<|im_end|>\n<|im_start|>assistant\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_Llama_ListsTheFunctionsBeforeTheQuestion()
    {
        const string Expected =
            """
            <|start_header_id|>system<|end_header_id|>

            Be brief.<|eot_id|><|start_header_id|>user<|end_header_id|>

            Given the following functions, please respond with a JSON for a function call with its proper arguments that best answers the given prompt.

            Respond in the format {"name": function name, "parameters": dictionary of argument name and its value}.Do not use variables.

            {
                "type": "function",
                "function": {
                    "name": "get_time"
                }
            }

            What time is it?<|eot_id|><|start_header_id|>assistant<|end_header_id|>

            {"name": "get_time", "parameters": {}}<|eot_id|><|start_header_id|>ipython<|end_header_id|>

            noon<|eot_id|><|start_header_id|>assistant<|end_header_id|>


            """;
        using var model = ToolModels.Load(ToolModels.Llama);
        ChatMessage[] messages =
            [new(ChatRoles.System, "Be brief."), new(ChatRoles.User, "What time is it?"), new(ChatRoles.Assistant, "") { ToolCalls = Calls[1..] }, new(ChatRoles.Tool, "noon")];

        Assert.Equal(Expected, Text(model, messages, new ToolUse([ToolFunctions.Time])));
    }

    [Fact]
    public void Prepare_CallsInAMessageOfAModelWithoutTools_AreRefused()
    {
        using var model = TestModels.LoadTiny();

        var outcome = Assert.IsType<PromptOutcome.BadMessages>(model.Prepare(Messages));

        Assert.StartsWith("message 1 has tool_calls, and the chat template of model aigen-tiny has no tools", outcome.Reason, StringComparison.Ordinal);
    }

    private static string Text(LlamaModel model, ChatMessage[] messages, ToolUse? tools) =>
        Assert.IsType<PromptOutcome.Prepared>(model.Prepare(messages, tools)).Prompt.Text;
}
