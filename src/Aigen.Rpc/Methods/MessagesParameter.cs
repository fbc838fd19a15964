using System.Text;
using System.Text.Json;
using Aigen.Inference;
using Aigen.Metering;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>Reads the messages of a chat, as OpenAI's clients send them.</summary>
internal static class MessagesParameter
{
    public static IReadOnlyList<ChatMessage> Read(RpcParameters fields)
    {
        if (fields.Optional("messages") is not { Value.ValueKind: JsonValueKind.Array } list)
        {
            throw BadFormat("messages must be a list of {role, content}");
        }

        return [.. list.AsArray().Select(Message)];
    }

    private static ChatMessage Message(RpcField field)
    {
        if (field.Value.ValueKind != JsonValueKind.Object || !field.Value.TryGetProperty("role", out var role) || role.ValueKind != JsonValueKind.String)
        {
            throw BadFormat($"{field.Path} must be an object with role and content, both text");
        }

        var message = field.AsObject();
        IReadOnlyList<ToolCall> calls = message.Optional("tool_calls") is { } given ? Calls(given) : [];
        var content = message.Optional("content") is { } said ? Text(said.Value) : calls.Count > 0 ? "" : null;
        return content is null
            ? throw BadFormat($"{field.Path} must be an object with role and content, both text")
            : new ChatMessage(role.GetString()!, content) { ToolCalls = calls, ToolCallId = message.OptionalString("tool_call_id") };
    }

    // OpenAI clients may send content as a list of parts; we read those of type text, and nothing else can be read.
    private static string? Text(JsonElement content)
    {
        if (content.ValueKind != JsonValueKind.Array)
        {
            return content.ValueKind == JsonValueKind.String ? content.GetString() : null;
        }

        var text = new StringBuilder();
        foreach (var part in content.EnumerateArray())
        {
            if (part.ValueKind != JsonValueKind.Object || !part.TryGetProperty("text", out var piece) || piece.ValueKind != JsonValueKind.String)
            {
                return null;
            }

            text.Append(piece.GetString());
        }

        return text.ToString();
    }

    private static List<ToolCall> Calls(RpcField field) =>
        field.Value.ValueKind == JsonValueKind.Array ? [.. field.AsArray().Select(Call)] : throw BadCall(field);

    private static ToolCall Call(RpcField field)
    {
        if (field.Value.ValueKind != JsonValueKind.Object
            || !field.Value.TryGetProperty("function", out var function) || function.ValueKind != JsonValueKind.Object
            || !function.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String || !ToolFunction.IsName(name.GetString()!)
            || !function.TryGetProperty("arguments", out var arguments) || arguments.ValueKind != JsonValueKind.String || !IsObject(arguments.GetString()!))
        {
            throw BadCall(field);
        }

        return new ToolCall(field.AsObject().OptionalString("id") ?? "", name.GetString()!, arguments.GetString()!);
    }

    private static bool IsObject(string json)
    {
        try
        {
            return JsonElement.Parse(json).ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static RpcException BadCall(RpcField field) =>
        BadFormat($"{field.Path} must be {{id, type, function: {{name, arguments}}}}, the arguments a JSON object as text");

    private static RpcException BadFormat(string reason) => new(ErrorTable.Of(new BadChatFormat(reason)));
}
