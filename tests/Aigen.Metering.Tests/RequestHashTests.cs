using System.Text.Json;
using Aigen.Inference;
using Aigen.Metering.Tests.Support;

namespace Aigen.Metering.Tests;

/// <summary>The hash that wallets sign and receipts name, against what Node.js makes of the same requests.</summary>
public sealed class RequestHashTests
{
    public static TheoryData<int> Vectors => [.. Enumerable.Range(0, Load().Count)];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Of_GoldenVector_IsWhatJavaScriptComputes(int index)
    {
        var vector = Load()[index];
        var messages = vector.GetProperty("messages").EnumerateArray()
            .Select(Message).ToList();

        Assert.Equal(vector.GetProperty("hash").GetString(), RequestHash.Of(vector.GetProperty("model_id").GetString(), messages).ToString());
    }

    public static TheoryData<int> OptionVectors => [.. Enumerable.Range(0, Load("request-hash-options.json").Count)];

    [Theory]
    [MemberData(nameof(OptionVectors))]
    public void Of_OptionsThatAReceiptHasNoFieldFor_IsWhatJavaScriptComputes(int index)
    {
        var vector = Load("request-hash-options.json")[index];

        var hash = RequestHash.Of("aigen-tiny", [new ChatMessage("user", "Hello!")], Options(vector.GetProperty("options")));

        Assert.Equal(vector.GetProperty("hash").GetString(), hash.ToString());
    }

    [Fact]
    public void Of_OptionsAtTheirDefaultsOrInTheReceipt_IsAsWithoutOptions()
    {
        ChatMessage[] messages = [new("user", "a")];

        Assert.Equal(RequestHash.Of("m", messages), RequestHash.Of("m", messages, new GenerationOptions { Temperature = 1, TopK = 3, Seed = 5 }));
    }

    [Fact]
    public void Of_ASchemaWithWhiteSpace_IsAsWithout()
    {
        ChatMessage[] messages = [new("user", "a")];
        GenerationOptions spaced = new() { ResponseFormat = ResponseFormat.JsonSchema("{ \"const\" :\n\t\"a \\\" b\" }") };
        GenerationOptions compact = new() { ResponseFormat = ResponseFormat.JsonSchema("{\"const\":\"a \\\" b\"}") };

        Assert.Equal(RequestHash.Of("m", messages, compact), RequestHash.Of("m", messages, spaced));
    }

    [Fact]
    public void Of_AnotherModelRoleOrOrder_IsAnother()
    {
        ChatMessage[] messages = [new("user", "a"), new("assistant", "b")];
        ChatMessage[][] others = [[new("user", "a")], [new("system", "a"), new("assistant", "b")], [new("assistant", "b"), new("user", "a")]];

        var hashes = others.Select(other => RequestHash.Of("m", other)).Append(RequestHash.Of("n", messages)).Append(RequestHash.Of(null, messages));

        Assert.DoesNotContain(RequestHash.Of("m", messages), hashes);
        Assert.NotEqual(RequestHash.Of(null, messages), RequestHash.Of("null", messages));
    }

    private static ChatMessage Message(JsonElement message) => new(message.GetProperty("role").GetString()!, message.GetProperty("content").GetString()!)
    {
        Reasoning = message.TryGetProperty("reasoning_content", out var reasoning) ? reasoning.GetString() : null,
        ToolCalls = message.TryGetProperty("tool_calls", out var calls) ? [.. calls.EnumerateArray().Select(Call)] : [],
        ToolCallId = message.TryGetProperty("tool_call_id", out var id) ? id.GetString() : null,
    };

    private static ToolCall Call(JsonElement call) => new(
        call.GetProperty("id").GetString()!, call.GetProperty("function").GetProperty("name").GetString()!,
        call.GetProperty("function").GetProperty("arguments").GetString()!);

    private static ToolUse Tools(JsonElement options)
    {
        var choice = options.TryGetProperty("tool_choice", out var given) ? given : default;
        return new ToolUse(
            [.. options.GetProperty("tools").EnumerateArray().Select(tool => new ToolFunction("not hashed", null, tool.GetRawText()))],
            choice.ValueKind == JsonValueKind.String ? ToolChoice.Required : ToolChoice.Auto,
            choice.ValueKind == JsonValueKind.Object ? choice.GetProperty("function").GetProperty("name").GetString() : null,
            isParallel: !options.TryGetProperty("parallel_tool_calls", out _));
    }

    internal static GenerationOptions Options(JsonElement options)
    {
        var made = new GenerationOptions();
        foreach (var option in options.EnumerateObject())
        {
            made = option.Name switch
            {
                "typical_p" => made with { TypicalP = option.Value.GetDouble() },
                "mirostat" => made with { Mirostat = option.Value.GetInt32() },
                "mirostat_tau" => made with { MirostatTau = option.Value.GetDouble() },
                "mirostat_eta" => made with { MirostatEta = option.Value.GetDouble() },
                "logit_bias" => made with { LogitBias = option.Value.EnumerateObject().Reverse().ToDictionary(bias => int.Parse(bias.Name), Bias) },
                "tools" => made with { Tools = Tools(options) },
                "tool_choice" or "parallel_tool_calls" => made,
                "chat_template_kwargs" => made with { TemplateArguments = new TemplateArguments(option.Value.GetRawText()) },
                "reasoning_format" => made with { ReasoningFormat = ReasoningFormat.InText },
                "n" => made with { Answers = option.Value.GetInt32() },
                "ignore_eos" => made with { IgnoreEos = option.Value.GetBoolean() },
                "grammar" => made with { ResponseFormat = ResponseFormat.Gbnf(option.Value.GetString()!) },
                _ when option.Value.TryGetProperty("schema", out var schema) => made with { ResponseFormat = ResponseFormat.JsonSchema(schema.GetRawText()) },
                _ => made with { ResponseFormat = ResponseFormat.JsonObject },
            };
        }

        return made;
    }

    private static double Bias(JsonProperty bias) => bias.Value.ValueKind == JsonValueKind.False ? double.NegativeInfinity : bias.Value.GetDouble();

    private static List<JsonElement> Load(string file = "request-hash.json") =>
        [.. JsonElement.Parse(File.ReadAllBytes(Checkout.Get("tests/vectors/rpc/" + file))).GetProperty("vectors").EnumerateArray()];
}
