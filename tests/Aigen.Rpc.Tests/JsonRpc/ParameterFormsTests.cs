using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Tests.JsonRpc;

public sealed class ParameterFormsTests
{
    private static readonly Parameter<ulong?> Height = FieldType.UInt64().Optional("block_height", "A height.");
    private static readonly Parameter<string?> Hash = FieldType.String().Optional("block_hash", "A hash.");
    private static readonly Parameter<ulong?> Amount = FieldType.UInt64().Optional("amount", "An amount.");
    private static readonly Parameter[] Block = [Height, Hash];

    [Theory]
    [InlineData("""[7,"0xab"]""")]
    [InlineData("""{"block_height":7,"block_hash":"0xab"}""")]
    [InlineData("""[{"block_hash":"0xab","block_height":7}]""")]
    [InlineData("""{"block_height":7,"block_hash":"0xab","a_field_of_an_old_client":[1]}""")]
    public void EveryForm_GivesTheSameParameters(string given)
    {
        var parameters = TestMethods.Parse(given, Block);

        Assert.Equal(7UL, parameters.Get(Height));
        Assert.Equal("0xab", parameters.Get(Hash));
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
        var parameters = TestMethods.Parse(given, Block);

        Assert.False(parameters.Has(Height));
        Assert.Null(parameters.Get(Hash));
    }

    [Fact]
    public void TooManyPositions_AreRefusedWithTheNumbersAndTheNames()
    {
        var refusal = Assert.Throws<RpcException>(() => TestMethods.Parse("[1,2,3]", Block));

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
        Assert.Equal(5UL, TestMethods.Parse(given, [Amount], "transaction").Get(Amount));

    [Theory]
    [InlineData("""["0xab"]""")]
    [InlineData("""{"transaction":"0xab"}""")]
    public void EnvelopeThatIsNoObject_IsRefused(string given)
    {
        var refusal = Assert.Throws<RpcException>(() => TestMethods.Parse(given, [Amount], "transaction"));

        Assert.Equal("Invalid params: transaction must be an object, given \"0xab\"", refusal.Error.Message);
    }

    [Fact]
    public void EnvelopeOfNull_IsAnEmptyOne()
    {
        Assert.False(TestMethods.Parse("""{"transaction":null}""", [Amount], "transaction").Has(Amount));
        Assert.False(TestMethods.Parse("[]", [Amount], "transaction").Has(Amount));
    }

    [Fact]
    public void EnvelopeWithASecondPosition_IsRefused()
    {
        var refusal = Assert.Throws<RpcException>(() => TestMethods.Parse("[{},{}]", [Amount], "transaction"));

        Assert.Equal("Invalid params: 2 given, at most 1 allowed (transaction)", refusal.Error.Message);
    }
}
