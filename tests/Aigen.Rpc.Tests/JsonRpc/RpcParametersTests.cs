using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Tests.JsonRpc;

public sealed class RpcParametersTests
{
    [Theory]
    [InlineData("0", 0UL)]
    [InlineData("9007199254740993", 9007199254740993UL)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("\"18446744073709551615\"", ulong.MaxValue)]
    [InlineData("\"0\"", 0UL)]
    [InlineData("\"\\u0031\\u0032\"", 12UL)]
    public void UInt64_TakesTheFullRangeAsNumberOrString(string given, ulong expected) => Assert.Equal(expected, One(given).UInt64("x"));

    [Theory]
    [InlineData("-1")]
    [InlineData("-0")]
    [InlineData("1.0")]
    [InlineData("1e2")]
    [InlineData("18446744073709551616")]
    [InlineData("\"18446744073709551616\"")]
    [InlineData("\"+1\"")]
    [InlineData("\" 1\"")]
    [InlineData("\"1 \"")]
    [InlineData("\"1,000\"")]
    [InlineData("\"007\"")]
    [InlineData("\"0x10\"")]
    [InlineData("\"\"")]
    [InlineData("\"-\"")]
    [InlineData("\"\\u0661\"")]
    [InlineData("\"1\\u0000\"")]
    [InlineData("true")]
    [InlineData("[1]")]
    [InlineData("{\"a\":1}")]
    public void UInt64_RefusesWhateverElse(string given)
    {
        var refusal = Assert.Throws<RpcException>(() => One(given).UInt64("x"));

        Assert.Equal(RpcErrorCodes.InvalidParams, refusal.Error.Code);
        Assert.Equal($"Invalid params: x must be an integer from 0 to 18446744073709551615, given {given}", refusal.Error.Message);
    }

    [Theory]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("\"-9223372036854775808\"", long.MinValue)]
    public void Int64_TakesTheFullRange(string given, long expected) => Assert.Equal(expected, One(given).Int64("x"));

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("-9223372036854775809")]
    [InlineData("\"-01\"")]
    [InlineData("\"--1\"")]
    [InlineData("0.5")]
    public void Int64_RefusesWhateverElse(string given) => Assert.Throws<RpcException>(() => One(given).Int64("x"));

    [Fact]
    public void Int32_IsHeldToItsRange()
    {
        Assert.Equal(500, One("500").Int32("x", 1, 500));
        var refusal = Assert.Throws<RpcException>(() => One("501").Int32("x", 1, 500));
        Assert.Equal("Invalid params: x must be an integer from 1 to 500, given 501", refusal.Error.Message);
    }

    [Theory]
    [InlineData("2.5", true)]
    [InlineData("-0.1", false)]
    [InlineData("1e999", false)]
    [InlineData("\"1\"", false)]
    public void Double_IsANumberOfItsRange(string given, bool isTaken)
    {
        if (isTaken) Assert.Equal(2.5, One(given).Double("x", 0));
        else Assert.Throws<RpcException>(() => One(given).Double("x", 0));
    }

    [Fact]
    public void String_IsHeldToItsLength()
    {
        Assert.Equal("ab", One("\"ab\"").String("x", 1, 2));
        var refusal = Assert.Throws<RpcException>(() => One("\"abc\"").String("x", 1, 2));
        Assert.Equal("Invalid params: x must be a string of 1 to 2 characters, given \"abc\"", refusal.Error.Message);
        Assert.Throws<RpcException>(() => One("5").String("x"));
    }

    [Fact]
    public void Boolean_IsNothingElse()
    {
        Assert.True(One("true").Boolean("x"));
        Assert.False(One("false").OptionalBoolean("x"));
        Assert.Throws<RpcException>(() => One("1").Boolean("x"));
    }

    [Fact]
    public void Text_IsAStringOrTheDigitsOfANumber()
    {
        Assert.Equal("123", One("123").Required("x").AsText());
        Assert.Equal("SIP-1", One("\"SIP-1\"").Required("x").AsText());
        Assert.Throws<RpcException>(() => One("[]").Required("x").AsText());
    }

    [Fact]
    public void Choice_IsTheIndexOrARefusalThatNamesThemAll()
    {
        Assert.Equal(1, One("\"pro\"").Required("x").AsChoice("basic", "pro"));
        var refusal = Assert.Throws<RpcException>(() => One("\"gold\"").Required("x").AsChoice("basic", "pro"));
        Assert.Equal("Invalid params: x must be one of basic, pro, given \"gold\"", refusal.Error.Message);
    }

    [Fact]
    public void NestedFields_AreNamedByTheirPath()
    {
        var parameters = TestMethods.Parse("""{"messages":[{"role":"user"},{"role":5}],"transaction":{"fee":{"base":-1}}}""", []);

        var role = Assert.Throws<RpcException>(() => parameters.Array("messages")[1].AsObject().String("role"));
        var fee = Assert.Throws<RpcException>(() => parameters.Object("transaction").Object("fee").UInt64("base"));
        var missing = Assert.Throws<RpcException>(() => parameters.OptionalObject("transaction")!.Value.String("sender"));

        Assert.Equal("messages[1].role", TestMethods.DataOf(role.Error).GetProperty("field").GetString());
        Assert.Equal("transaction.fee.base", TestMethods.DataOf(fee.Error).GetProperty("field").GetString());
        Assert.Equal("Invalid params: transaction.sender is missing, expected a string", missing.Error.Message);
    }

    [Fact]
    public void Array_IsHeldToItsLength()
    {
        Assert.Equal(2, One("[1,2]").Array("x", 1, 2).Count);
        Assert.Equal(2UL, One("[1,2]").OptionalArray("x")![1].AsUInt64());
        Assert.Throws<RpcException>(() => One("[]").Array("x", 1, 2));
        Assert.Throws<RpcException>(() => One("[1,2,3]").Array("x", 1, 2));
    }

    [Fact]
    public void Refusal_SaysFieldAndGivenAndExpectedInItsData()
    {
        var data = TestMethods.DataOf(Assert.Throws<RpcException>(() => One("true").String("x")).Error);

        Assert.Equal("""{"field":"x","given":"true","expected":"a string"}""", data.GetRawText());
    }

    [Fact]
    public void Refusal_ShortensWhatWasGivenBetweenCharacters()
    {
        var given = $"\"{string.Concat(Enumerable.Repeat("é", 5000))}\"";
        var data = TestMethods.DataOf(Assert.Throws<RpcException>(() => One(given).UInt64("x")).Error);

        Assert.Equal($"\"{string.Concat(Enumerable.Repeat("é", 31))}... (10002 bytes)", data.GetProperty("given").GetString());
    }

    private static RpcParameters One(string value) => TestMethods.Parse($$"""{"x":{{value}}}""", []);
}
