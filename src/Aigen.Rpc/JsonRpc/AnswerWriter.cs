using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Aigen.Rpc.JsonRpc;

/// <summary>Writes response objects. The frame around a result is fixed bytes, and the id is copied exactly as it came.</summary>
internal static class AnswerWriter
{
    // The answers are application/json and never part of a page, so only what JSON itself requires is escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Writes a whole answer. When writing the result throws, what was written so far is taken back.</summary>
    public static void Write(PooledBuffer output, JsonElement id, in RpcResult result)
    {
        var start = output.Length;
        var json = Rent(output);
        try
        {
            WriteStart(output, id);
            if (result.Error is { } error) WriteError(output, json, error);
            else WriteResult(output, json, result);
            output.Append("}"u8);
        }
        catch
        {
            output.Truncate(start);
            throw;
        }
        finally
        {
            Return(json);
        }
    }

    private static void WriteStart(PooledBuffer output, JsonElement id)
    {
        output.Append("{\"jsonrpc\":\"2.0\",\"id\":"u8);
        output.Append(id.ValueKind == JsonValueKind.Undefined ? "null"u8 : JsonMarshal.GetRawUtf8Value(id));
    }

    private static void WriteResult(PooledBuffer output, Utf8JsonWriter json, in RpcResult result)
    {
        output.Append(",\"result\":"u8);
        result.WriteTo(json);
        json.Flush();
    }

    private static void WriteError(PooledBuffer output, Utf8JsonWriter json, RpcError error)
    {
        RpcInstruments.CountError(error);
        output.Append(",\"error\":"u8);
        json.WriteStartObject();
        json.WriteNumber("code"u8, error.Code);
        json.WriteString("message"u8, error.Message);
        if (error.Data is { } writeData)
        {
            json.WritePropertyName("data"u8);
            writeData(json);
        }

        json.WriteEndObject();
        json.Flush();
    }

    // Taken from its place while in use: writing a result may run code that answers something else on the same thread.
    private static Utf8JsonWriter Rent(PooledBuffer output)
    {
        if (_writer is not { } json) return new Utf8JsonWriter(output, Options);
        _writer = null;
        json.Reset(output);
        return json;
    }

    private static void Return(Utf8JsonWriter json)
    {
        // Drops what a result that threw had begun: it would otherwise be flushed into the next answer.
        json.Reset();
        _writer = json;
    }
}
