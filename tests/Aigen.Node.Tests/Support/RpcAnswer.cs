using System.Text.Json;

namespace Aigen.Node.Tests.Support;

/// <summary>A JSON-RPC response.</summary>
internal sealed record RpcAnswer(JsonElement Message)
{
    /// <summary>The result; a response with an error fails the test with the whole of it.</summary>
    public JsonElement Result
    {
        get
        {
            Assert.True(Message.TryGetProperty("result", out var result), $"there is no result in {Message.GetRawText()}");
            return result;
        }
    }

    /// <summary>The error; a response with a result fails the test with the whole of it.</summary>
    public JsonElement Error
    {
        get
        {
            Assert.True(Message.TryGetProperty("error", out var error), $"there is no error in {Message.GetRawText()}");
            return error;
        }
    }

    public int Code => Error.GetProperty("code").GetInt32();

    public string Sentence => Error.GetProperty("message").GetString()!;

    public JsonElement Data => Error.GetProperty("data");

    /// <summary>Asserts the error's code, and hands on its data.</summary>
    public JsonElement Refused(int code)
    {
        Assert.True(Code == code, $"expected error {code}: {Message.GetRawText()}");
        return Error.TryGetProperty("data", out var data) ? data : default;
    }

    /// <summary>Asserts that the chain refused by this rule, and hands on what it expected.</summary>
    public string? RefusedBy(string rule, string? given = null)
    {
        var data = Refused(-32602);
        Assert.Equal(rule, data.Text("rule"));
        if (given is not null) Assert.Equal(given, data.Text("given"));
        Assert.NotEmpty(Sentence);
        return data.TryGetProperty("expected", out var expected) ? expected.GetString() : null;
    }
}
