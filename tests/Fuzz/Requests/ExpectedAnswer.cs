using System.Text.Json;
using System.Text.Unicode;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Methods;

namespace Aigen.Fuzz;

/// <summary>What the specification lets a node answer to a body, by the test's own reading of it.</summary>
internal sealed class ExpectedAnswer
{
    private const int Any = 0;

    private readonly List<Call> _calls = [];
    private bool _isBatch;

    /// <summary>True for notifications.</summary>
    public bool IsNone => _calls.Count == 0;

    public static ExpectedAnswer To(ReadOnlyMemory<byte> body, int mostCalls, int depth)
    {
        var expected = new ExpectedAnswer();
        try
        {
            if (!Utf8.IsValid(body.Span)) throw new JsonException("no text");
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = depth, AllowDuplicateProperties = false });
            if (body.Span.IndexOf("\\u"u8) >= 0) ReadTexts(document.RootElement);
            expected.Read(document.RootElement, mostCalls);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second where a text has half of a surrogate pair.
            expected = new();
            expected._calls.Add(new("null", null, RpcErrorCodes.ParseError));
        }

        return expected;
    }

    /// <summary>What is wrong with an answer; null for nothing.</summary>
    public string? FindFault(JsonElement answer)
    {
        if (!_isBatch) return FindFault(answer, _calls[0]);
        if (answer.ValueKind != JsonValueKind.Array || answer.GetArrayLength() != _calls.Count) return $"{_calls.Count} answers are due";
        return _calls.Select((call, at) => FindFault(answer[at], call)).FirstOrDefault(fault => fault is not null);
    }

    /// <summary>What tells answers apart that come in any order: ids, though not each has one of its own.</summary>
    public string Key => _isBatch ? $"{_calls.Count} from {_calls[0].Id}" : _calls[0].Id;

    /// <summary>The key of an answer.</summary>
    public static string KeyOf(JsonElement answer) => answer.ValueKind == JsonValueKind.Array
        ? $"{answer.GetArrayLength()} from {answer[0].GetProperty("id").GetRawText()}"
        : answer.GetProperty("id").GetRawText();

    private void Read(JsonElement root, int mostCalls)
    {
        if (root.ValueKind != JsonValueKind.Array)
        {
            Add(root);
            return;
        }

        _isBatch = root.GetArrayLength() > 0 && root.GetArrayLength() <= mostCalls;
        if (!_isBatch) _calls.Add(new("null", null, RpcErrorCodes.InvalidRequest));
        else foreach (var element in root.EnumerateArray()) Add(element);
    }

    private void Add(JsonElement request)
    {
        if (request.ValueKind != JsonValueKind.Object)
        {
            _calls.Add(new("null", null, RpcErrorCodes.InvalidRequest));
            return;
        }

        var hasId = request.TryGetProperty("id", out var id);
        var idIsGood = !hasId || id.ValueKind is JsonValueKind.Null or JsonValueKind.String or JsonValueKind.Number;
        var isRequest = idIsGood && Has(request, "method") && Has(request, "jsonrpc") && request.GetProperty("jsonrpc").ValueEquals("2.0")
            && (!request.TryGetProperty("params", out var given) || given.ValueKind is JsonValueKind.Null or JsonValueKind.Array or JsonValueKind.Object);
        if (isRequest && !hasId) return;
        _calls.Add(new(hasId && idIsGood ? id.GetRawText() : "null", isRequest ? request.GetProperty("method").GetString() : null, isRequest ? Any : RpcErrorCodes.InvalidRequest));
    }

    private static bool Has(JsonElement request, string name) => request.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String;

    private static string? FindFault(JsonElement answer, Call call)
    {
        if (answer.ValueKind != JsonValueKind.Object || !Has(answer, "jsonrpc") || !answer.GetProperty("jsonrpc").ValueEquals("2.0")) return "no response object of JSON-RPC 2.0";
        if (!answer.TryGetProperty("id", out var id) || id.GetRawText() != call.Id) return $"the id is not {call.Id}";
        var members = answer.EnumerateObject().Count();
        if (answer.TryGetProperty("result", out _)) return members != 3 ? "result is not alone" : call.Code == Any ? null : $"error {call.Code} is due";
        if (!answer.TryGetProperty("error", out var error) || members != 3) return "neither a result nor an error alone";
        if (error.ValueKind != JsonValueKind.Object || !Has(error, "message") || !error.TryGetProperty("code", out var code)) return "no error object";
        var given = code.GetInt32();
        return call.Code == Any ? AnswerCodes.FindFault(call.Method!, given) : given == call.Code || given == RpcErrorCodes.LimitExceeded ? null : $"error {call.Code} is due";
    }

    private static void ReadTexts(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String) element.GetString();
        if (element.ValueKind == JsonValueKind.Array) foreach (var item in element.EnumerateArray()) ReadTexts(item);
        if (element.ValueKind != JsonValueKind.Object) return;
        foreach (var member in element.EnumerateObject())
        {
            _ = member.Name;
            ReadTexts(member.Value);
        }
    }

    /// <param name="Method">Null for what is no request.</param>
    /// <param name="Code">The error that is due; <see cref="Any"/> for a result or any error.</param>
    private sealed record Call(string Id, string? Method, int Code);
}
