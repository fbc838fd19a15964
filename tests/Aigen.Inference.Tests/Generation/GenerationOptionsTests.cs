namespace Aigen.Inference.Tests.Generation;

public sealed class GenerationOptionsTests
{
    public static TheoryData<GenerationOptions, string> Faults => new()
    {
        { new() { MaxTokens = 0 }, "MaxTokens is 0, allowed 1 to 2147483647" },
        { new() { Temperature = -0.1 }, "Temperature is -0.1, allowed 0 to 2" },
        { new() { Temperature = 2.1 }, "Temperature is 2.1, allowed 0 to 2" },
        { new() { Temperature = double.NaN }, "Temperature is NaN, allowed 0 to 2" },
        { new() { TopP = 1.5 }, "TopP is 1.5, allowed 0 to 1" },
        { new() { TopK = 1001 }, "TopK is 1001, allowed 0 to 1000" },
        { new() { TopK = -1 }, "TopK is -1, allowed 0 to 1000" },
        { new() { MinP = double.PositiveInfinity }, "MinP is Infinity, allowed 0 to 1" },
        { new() { Seed = uint.MaxValue }, "Seed is 4294967295, allowed 0 to 4294967294" },
        { new() { RepeatPenalty = 0 }, "RepeatPenalty is 0, allowed 0.5 to 2" },
        { new() { FrequencyPenalty = 3 }, "FrequencyPenalty is 3, allowed -2 to 2" },
        { new() { PresencePenalty = -3 }, "PresencePenalty is -3, allowed -2 to 2" },
        { new() { RepeatLastN = -1 }, "RepeatLastN is -1, allowed 0 to 32768" },
        { new() { TypicalP = 1.1 }, "TypicalP is 1.1, allowed 0 to 1" },
        { new() { Mirostat = 3 }, "Mirostat is 3, allowed 0 to 2" },
        { new() { MirostatTau = 21 }, "MirostatTau is 21, allowed 0 to 20" },
        { new() { MirostatEta = -1 }, "MirostatEta is -1, allowed 0 to 1" },
        { new() { LogitBias = null! }, "LogitBias is null, allowed up to 1024 tokens, each with -100 to 100 or never" },
        { new() { LogitBias = new Dictionary<int, double> { [5] = 101 } }, "LogitBias is 101 for the token 5, allowed up to 1024 tokens, each with -100 to 100 or never" },
        { new() { LogitBias = new Dictionary<int, double> { [5] = double.NaN } }, "LogitBias is NaN for the token 5, allowed up to 1024 tokens, each with -100 to 100 or never" },
        { new() { LogitBias = Enumerable.Range(0, 1025).ToDictionary(token => token, _ => 1.0) }, "LogitBias is 1025 tokens, allowed up to 1024 tokens, each with -100 to 100 or never" },
        { new() { Answers = 0 }, "N is 0, allowed 1 to 8" },
        { new() { Answers = 9 }, "N is 9, allowed 1 to 8" },
        { new() { TopLogprobs = 21 }, "TopLogprobs is 21, allowed 0 to 20" },
        { new() { Tools = new ToolUse([new ToolFunction("a", null, "{}")]), ResponseFormat = ResponseFormat.JsonObject }, "ResponseFormat is a format, allowed text beside tools" },
        { new() { ResponseFormat = null! }, "ResponseFormat is null, allowed a format" },
        {
            new() { ResponseFormat = ResponseFormat.JsonSchema("""{"properties":{"a":{"not":{}}}}""") },
            "ResponseFormat is one that is refused: not at \"#/properties/a\": a grammar cannot say what a value is not, allowed a JSON Schema that a grammar can say exactly"
        },
        {
            new() { ResponseFormat = ResponseFormat.Gbnf("root ::= x") },
            "Grammar is one that is refused: the rule x is used but not defined, allowed a grammar in llama.cpp's GBNF with a rule named root"
        },
        { new() { Stop = null! }, "Stop is null, allowed up to 16 strings of 1 to 256 characters" },
        { new() { Stop = [""] }, "Stop is a string of 0 characters, allowed up to 16 strings of 1 to 256 characters" },
        { new() { Stop = ["fits", null!] }, "Stop is a string of 0 characters, allowed up to 16 strings of 1 to 256 characters" },
        { new() { Stop = [new string('x', 257)] }, "Stop is a string of 257 characters, allowed up to 16 strings of 1 to 256 characters" },
        { new() { Stop = [.. Enumerable.Repeat("x", 17)] }, "Stop is 17 strings, allowed up to 16 strings of 1 to 256 characters" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Validate_OneOptionOutOfRange_SaysWhichAndTheRange(GenerationOptions options, string expected) =>
        Assert.Equal(expected, Assert.Single(GenerationOptions.Validate(options)).ToString());

    [Fact]
    public void Validate_TheDefaults_FindsNothing() => Assert.Empty(GenerationOptions.Validate(new()));

    [Fact]
    public void Validate_TheEndsOfTheRanges_FindsNothing()
    {
        GenerationOptions lowest = new()
        {
            MaxTokens = 1,
            Temperature = 0,
            TopP = 0,
            TopK = 0,
            MinP = 0,
            Seed = 0,
            RepeatPenalty = 0.5,
            FrequencyPenalty = -2,
            PresencePenalty = -2,
            RepeatLastN = 0,
            Stop = [],
        };
        GenerationOptions highest = new()
        {
            MaxTokens = int.MaxValue,
            Temperature = 2,
            TopP = 1,
            TopK = 1000,
            MinP = 1,
            Seed = uint.MaxValue - 1,
            RepeatPenalty = 2,
            FrequencyPenalty = 2,
            PresencePenalty = 2,
            RepeatLastN = 32768,
            Stop = [.. Enumerable.Repeat(new string('x', 256), 16)],
        };

        Assert.Empty(GenerationOptions.Validate(lowest));
        Assert.Empty(GenerationOptions.Validate(highest));
    }

    [Fact]
    public void Validate_SeveralFaults_FindsEach() =>
        Assert.Equal(["Temperature", "TopP"], GenerationOptions.Validate(new() { Temperature = 9, TopP = 9 }).Select(fault => fault.Field));
}
