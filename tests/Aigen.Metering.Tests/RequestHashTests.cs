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
            .Select(message => new ChatMessage(message.GetProperty("role").GetString()!, message.GetProperty("content").GetString()!)).ToList();

        Assert.Equal(vector.GetProperty("hash").GetString(), RequestHash.Of(vector.GetProperty("model_id").GetString(), messages).ToString());
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

    private static List<JsonElement> Load() =>
        [.. JsonElement.Parse(File.ReadAllBytes(Checkout.Get("tests/vectors/rpc/request-hash.json"))).GetProperty("vectors").EnumerateArray()];
}
