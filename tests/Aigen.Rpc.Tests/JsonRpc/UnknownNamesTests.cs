using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Tests.JsonRpc;

/// <summary>Names that a method does not know are ignored, unless they are a slip of one that it knows.</summary>
public class UnknownNamesTests
{
    private static readonly Parameter<double> Temperature = FieldType.Number(0, 2).Default("temperature", 0.8, "How hot.");
    private static readonly Parameter<int?> MaxTokens = FieldType.Int32().Optional("max_tokens", "How many.", alias: "max_completion_tokens");
    private static readonly Parameter<ulong> Amount = FieldType.UInt64().Default("amount", 0, "How much.");
    private static readonly Parameter<ulong> Payment = FieldType.Object([Amount], fields => fields.Get(Amount)).Default("transaction", 0, "A payment.");

    [Theory]
    [InlineData("temprature", "temperature")]
    [InlineData("temperatuer", "temperature")]
    [InlineData("Temperature", "temperature")]
    [InlineData("maxTokens", "max_tokens")]
    [InlineData("max_token", "max_tokens")]
    [InlineData("max-tokens", "max_tokens")]
    [InlineData("transation", "transaction")]
    public void Slip_IsRefusedWithTheNameThatWasMeant(string slip, string meant)
    {
        var refusal = Assert.Throws<RpcException>(() => Parse($$"""{"{{slip}}":1}"""));

        Assert.Equal(RpcErrorCodes.InvalidParams, refusal.Error.Code);
        Assert.Contains($"{slip} is not known, did you mean {meant}?", refusal.Error.Message, StringComparison.Ordinal);
        Assert.Equal(slip, TestMethods.DataOf(refusal.Error).GetProperty("field").GetString());
    }

    [Theory]
    [InlineData("type")]
    [InlineData("user")]
    [InlineData("metadata")]
    [InlineData("stream_options")]
    [InlineData("temp")]
    [InlineData("")]
    [InlineData("___")]
    public void NameOfAnotherKind_IsIgnored(string name) => Assert.Equal(0.8, Parse($$"""{"{{name}}":1}""").Get(Temperature));

    [Fact]
    public void SlipBesideTheRightName_IsIgnored() => Assert.Equal(1, Parse("""{"temperature":1,"temperatur":2}""").Get(Temperature));

    [Fact]
    public void OtherNameOfAParameter_IsReadWhereTheFirstIsAbsent()
    {
        Assert.Equal(7, Parse("""{"max_completion_tokens":7}""").Get(MaxTokens));
        Assert.Equal(8, Parse("""{"max_completion_tokens":7,"max_tokens":8}""").Get(MaxTokens));
        Assert.Equal(7, Parse("""{"max_completion_tokens":7,"max_tokens":null}""").Get(MaxTokens));
    }

    [Fact]
    public void SlipInANestedObject_IsNamedByItsPath()
    {
        var refusal = Assert.Throws<RpcException>(() => Parse("""{"transaction":{"amuont":5}}""").Get(Payment));

        Assert.Contains("transaction.amuont is not known, did you mean transaction.amount?", refusal.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(15, true)]
    [InlineData(16, false)]
    public void Slip_BehindSoManyOtherNames_IsLookedFor(int others, bool isRefused)
    {
        var names = string.Concat(Enumerable.Range(0, others).Select(i => $"\"another name {i}\":1,"));
        var given = $$"""{{{names}}"temprature":1}""";

        if (isRefused) Assert.Throws<RpcException>(() => Parse(given));
        else Assert.Equal(0.8, Parse(given).Get(Temperature));
    }

    private static RpcParameters Parse(string json) => TestMethods.Parse(json, [Temperature, MaxTokens, Payment]);
}
