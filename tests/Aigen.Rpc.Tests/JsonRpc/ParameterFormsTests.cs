using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Tests.JsonRpc;

public sealed class ParameterFormsTests
{
    private static readonly string[] BlockNames = ["block_height", "block_hash"];

    [Theory]
    [InlineData("""[7,"0xab"]""")]
    [InlineData("""{"block_height":7,"block_hash":"0xab"}""")]
    [InlineData("""[{"block_hash":"0xab","block_height":7}]""")]
    [InlineData("""{"block_height":7,"block_hash":"0xab","a_field_of_an_old_client":[1]}""")]
    public void EveryForm_GivesTheSameParameters(string given)
    {
        var parameters = TestMethods.Parse(given, BlockNames);

        Assert.Equal(7UL, parameters.OptionalUInt64("block_height"));
        Assert.Equal("0xab", parameters.OptionalString("block_hash"));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[{}]")]
    [InlineData("[null]")]
    [InlineData("[null,null]")]
    [InlineData("""{"block_height":null}""")]
    public void NullAndMissing_AreBothAbsent(string given)
    {
        var parameters = TestMethods.Parse(given, BlockNames);

        Assert.False(parameters.Has("block_height"));
        Assert.Null(parameters.OptionalString("block_hash"));
    }

    [Fact]
    public void TooManyPositions_AreRefusedWithTheNumbersAndTheNames()
    {
        var refusal = Assert.Throws<RpcException>(() => TestMethods.Parse("[1,2,3]", BlockNames));

        Assert.Equal(RpcErrorCodes.InvalidParams, refusal.Error.Code);
        Assert.Equal("Invalid params: 3 given, at most 2 allowed (block_height, block_hash)", refusal.Error.Message);
    }

    [Fact]
    public void PositionsOfAMethodWithoutParameters_AreRefused()
    {
        var refusal = Assert.Throws<RpcException>(() => TestMethods.Parse("[1]", []));

        Assert.Equal("Invalid params: 1 given, the method takes none", refusal.Error.Message);
    }

    [Theory]
    [InlineData("""[{"amount":5}]""")]
    [InlineData("""{"transaction":{"amount":5}}""")]
    [InlineData("""{"amount":5}""")]
    [InlineData("""[{"transaction":{"amount":5}}]""")]
    public void Envelope_ComesAsPositionAsNameOrSpreadOut(string given) =>
        Assert.Equal(5UL, TestMethods.Parse(given, ["amount"], "transaction").UInt64("amount"));

    [Theory]
    [InlineData("""["0xab"]""")]
    [InlineData("""{"transaction":"0xab"}""")]
    public void EnvelopeThatIsNoObject_IsRefused(string given)
    {
        var refusal = Assert.Throws<RpcException>(() => TestMethods.Parse(given, ["amount"], "transaction"));

        Assert.Equal("Invalid params: transaction must be an object, given \"0xab\"", refusal.Error.Message);
    }

    [Fact]
    public void EnvelopeOfNull_IsAnEmptyOne()
    {
        Assert.False(TestMethods.Parse("""{"transaction":null}""", ["amount"], "transaction").Has("amount"));
        Assert.False(TestMethods.Parse("[]", ["amount"], "transaction").Has("amount"));
    }

    [Fact]
    public void EnvelopeWithASecondPosition_IsRefused()
    {
        var refusal = Assert.Throws<RpcException>(() => TestMethods.Parse("[{},{}]", ["amount"], "transaction"));

        Assert.Equal("Invalid params: 2 given, at most 1 allowed (transaction)", refusal.Error.Message);
    }
}
