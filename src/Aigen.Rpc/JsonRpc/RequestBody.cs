using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace Aigen.Rpc.JsonRpc;

/// <summary>Reads a body as JSON and, where it is not, finds the reason that a client can act on.</summary>
internal static class RequestBody
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The document lies over <paramref name="body"/>, which must stay as it is until the document is disposed.</summary>
    public static bool TryParse(
        ReadOnlyMemory<byte> body, int depth, [NotNullWhen(true)] out JsonDocument? document, [NotNullWhen(false)] out RpcError? error)
    {
        document = null;
        error = FindTextProblem(body.Span);
        if (error is not null) return false;
        try
        {
            document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = depth, AllowDuplicateProperties = false });
            return true;
        }
        catch (JsonException)
        {
            error = FindJsonProblem(body.Span, depth);
            return false;
        }
    }

    // Checked before parsing: the parser looks into strings only when they are asked for, and would then throw out of a handler.
    private static RpcError? FindTextProblem(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith(ByteOrderMark)) return ProtocolErrors.Unreadable("the body starts with a byte order mark");
        if (!Utf8.IsValid(body)) return ProtocolErrors.Unreadable("the body is not valid UTF-8");
        return SurrogateEscapes.AllPaired(body) ? null : ProtocolErrors.Unreadable("a string has half of a surrogate pair");
    }

    private static RpcError FindJsonProblem(ReadOnlySpan<byte> body, int depth)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth >= depth && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                    return ProtocolErrors.TooDeep(depth);
            }
        }
        catch (JsonException)
        {
            return ProtocolErrors.ParseError;
        }

        return ProtocolErrors.Unreadable("an object has the same key twice");
    }
}
