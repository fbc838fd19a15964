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
    public void UInt64_TakesTheFullRangeAsNumberOrString(string given, ulong expected) => Assert.Equal(expected, Read(FieldType.UInt64(), given));

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
        var refusal = Assert.Throws<RpcException>(() => Read(FieldType.UInt64(), given));

        Assert.Equal(RpcErrorCodes.InvalidParams, refusal.Error.Code);
        Assert.Equal($"Invalid params: x must be an integer from 0 to 18446744073709551615, given {given}", refusal.Error.Message);
    }

    [Theory]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("\"-9223372036854775808\"", long.MinValue)]
    public void Int64_TakesTheFullRange(string given, long expected) => Assert.Equal(expected, Read(FieldType.Int64(), given));

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("-9223372036854775809")]
    [InlineData("\"-01\"")]
    [InlineData("\"--1\"")]
    [InlineData("0.5")]
    public void Int64_RefusesWhateverElse(string given) => Assert.Throws<RpcException>(() => Read(FieldType.Int64(), given));

    [Fact]
    public void Int32_IsHeldToItsRange()
    {
        Assert.Equal(500, Read(FieldType.Int32(1, 500), "500"));
        var refusal = Assert.Throws<RpcException>(() => Read(FieldType.Int32(1, 500), "501"));
        Assert.Equal("Invalid params: x must be an integer from 1 to 500, given 501", refusal.Error.Message);
    }

    [Theory]
    [InlineData("2.5", true)]
    [InlineData("-0.1", false)]
    [InlineData("1e999", false)]
    [InlineData("\"1\"", false)]
    public void Double_IsANumberOfItsRange(string given, bool isTaken)
    {
        if (isTaken) Assert.Equal(2.5, Read(FieldType.Number(0), given));
        else Assert.Throws<RpcException>(() => Read(FieldType.Number(0), given));
    }

    [Fact]
    public void String_IsHeldToItsLength()
    {
        Assert.Equal("ab", Read(FieldType.String(1, 2), "\"ab\""));
        var refusal = Assert.Throws<RpcException>(() => Read(FieldType.String(1, 2), "\"abc\""));
        Assert.Equal("Invalid params: x must be a string of 1 to 2 characters, given \"abc\"", refusal.Error.Message);
        Assert.Throws<RpcException>(() => Read(FieldType.String(), "5"));
    }

    [Fact]
    public void Boolean_IsNothingElse()
    {
        Assert.True(Read(FieldType.Boolean, "true"));
        Assert.False(Read(FieldType.Boolean, "false"));
        Assert.Throws<RpcException>(() => Read(FieldType.Boolean, "1"));
    }

    [Fact]
    public void Text_IsAStringOrTheDigitsOfANumber()
    {
        Assert.Equal("123", Read(FieldType.StringOrNumber, "123"));
        Assert.Equal("SIP-1", Read(FieldType.StringOrNumber, "\"SIP-1\""));
        Assert.Throws<RpcException>(() => Read(FieldType.StringOrNumber, "[]"));
    }

    [Fact]
    public void Choice_IsOneOfThemOrARefusalThatNamesThemAll()
    {
        Assert.Equal("pro", Read(FieldType.Choice("basic", "pro"), "\"pro\""));
        var refusal = Assert.Throws<RpcException>(() => Read(FieldType.Choice("basic", "pro"), "\"gold\""));
        Assert.Equal("Invalid params: x must be one of basic, pro, given \"gold\"", refusal.Error.Message);
    }

    [Fact]
    public void NestedFields_AreNamedByTheirPath()
    {
        var parameters = TestMethods.Parse("""{"messages":[{"role":"user"},{"role":5}],"transaction":{"fee":{"base":-1}}}""", []);

        var role = Assert.Throws<RpcException>(() => parameters.Required("messages").AsArray()[1].AsObject().Required("role").AsString());
        var fee = Assert.Throws<RpcException>(() => parameters.Required("transaction").AsObject().Required("fee").AsObject().Required("base").AsUInt64());
        var missing = Assert.Throws<RpcException>(() => parameters.Required("transaction").AsObject().Required("sender", "a string"));

        Assert.Equal("messages[1].role", TestMethods.DataOf(role.Error).GetProperty("field").GetString());
        Assert.Equal("transaction.fee.base", TestMethods.DataOf(fee.Error).GetProperty("field").GetString());
        Assert.Equal("Invalid params: transaction.sender is missing, expected a string", missing.Error.Message);
    }

    [Fact]
    public void Array_IsHeldToItsLength()
    {
        Assert.Equal(2, Read(FieldType.Any, "[1,2]").AsArray(1, 2).Count);
        Assert.Equal(2UL, Read(FieldType.Any, "[1,2]").AsArray()[1].AsUInt64());
        Assert.Throws<RpcException>(() => Read(FieldType.Any, "[]").AsArray(1, 2));
        Assert.Throws<RpcException>(() => Read(FieldType.Any, "[1,2,3]").AsArray(1, 2));
    }

    [Fact]
    public void Refusal_SaysFieldAndGivenAndExpectedInItsData()
    {
        var data = TestMethods.DataOf(Assert.Throws<RpcException>(() => Read(FieldType.String(), "true")).Error);

        Assert.Equal("""{"field":"x","given":"true","expected":"a string"}""", data.GetRawText());
    }

    [Fact]
    public void Refusal_ShortensWhatWasGivenBetweenCharacters()
    {
        var given = $"\"{string.Concat(Enumerable.Repeat("é", 5000))}\"";
        var data = TestMethods.DataOf(Assert.Throws<RpcException>(() => Read(FieldType.UInt64(), given)).Error);

        Assert.Equal($"\"{string.Concat(Enumerable.Repeat("é", 31))}... (10002 bytes)", data.GetProperty("given").GetString());
    }

    private static T Read<T>(FieldType<T> type, string given)
    {
        var x = type.Required("x", "An unknown.");
        return TestMethods.Parse($$"""{"x":{{given}}}""", [x]).Get(x);
    }
}
