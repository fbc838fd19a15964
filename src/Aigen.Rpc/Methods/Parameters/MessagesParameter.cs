using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Inference;
using Aigen.Metering;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>Reads the messages of a chat, as OpenAI's clients send them.</summary>
internal static class MessagesParameter
{
    private const string Expected = "a list of {role, content}";

    private static readonly FieldType<IReadOnlyList<ChatMessage>> Type = new(Expected, Schema, Read);

    public static readonly Parameter<IReadOnlyList<ChatMessage>> Messages = Type.Required(
        "messages", "The conversation, oldest first. Roles are system, user, assistant and tool; content is text, or a list of text parts.");

    /// <summary>For a method that takes a text in their place.</summary>
    public static readonly Parameter<IReadOnlyList<ChatMessage>?> Counted = Type.Optional("messages", "A conversation, as chatCompletion takes it.");

    // Missing ones are a chat of a bad format, as the guide has it, and not a missing parameter.
    public static IReadOnlyList<ChatMessage> Read(RpcParameters fields) => fields.Has(Messages) ? fields.Get(Messages) : throw BadFormat($"messages must be {Expected}");

    public static IReadOnlyList<ChatMessage> Read(RpcField field) => field.Value.ValueKind == JsonValueKind.Array
        ? [.. field.AsArray().Select(Message)]
        : throw BadFormat($"messages must be {Expected}");

    private static ChatMessage Message(RpcField field)
    {
        if (field.Value.ValueKind != JsonValueKind.Object || !field.Value.TryGetProperty("role", out var role) || role.ValueKind != JsonValueKind.String)
        {
            throw BadFormat($"{field.Path} must be an object with role and content, both text");
        }

        var message = field.AsObject();
        IReadOnlyList<ToolCall> calls = message.Optional("tool_calls") is { } given ? Calls(given) : [];
        var reasoning = message.Optional("reasoning_content")?.AsString() is { Length: > 0 } thought ? thought : null;
        var content = message.Optional("content") is { } said ? Text(said.Value) : calls.Count > 0 || reasoning is not null ? "" : null;
        return content is null
            ? throw BadFormat($"{field.Path} must be an object with role and content, both text")
            : new ChatMessage(role.GetString()!, content) { Reasoning = reasoning, ToolCalls = calls, ToolCallId = message.Optional("tool_call_id")?.AsString() };
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

        return new ToolCall(field.AsObject().Optional("id")?.AsString() ?? "", name.GetString()!, arguments.GetString()!);
    }

    // A text in the text: what the request's own escapes were checked for counts in it too.
    private static bool IsObject(string json)
    {
        try
        {
            return SurrogateEscapes.AllPaired(Encoding.UTF8.GetBytes(json)) && JsonElement.Parse(json).ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static RpcException BadCall(RpcField field) =>
        BadFormat($"{field.Path} must be {{id, type, function: {{name, arguments}}}}, the arguments a JSON object as text");

    private static RpcException BadFormat(string reason) => new(ErrorTable.Of(new BadChatFormat(reason)));

    private static JsonObject Schema() => new()
    {
        ["type"] = "array",
        ["items"] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["role"] = FieldType.Of("string"),
                ["content"] = new JsonObject { ["type"] = new JsonArray("string", "array", "null") },
                ["reasoning_content"] = new JsonObject { ["type"] = new JsonArray("string", "null"), ["description"] = "The reasoning of an earlier answer, as it came." },
                ["tool_calls"] = new JsonObject { ["type"] = new JsonArray("array", "null"), ["description"] = "The calls of an earlier answer, as they came." },
                ["tool_call_id"] = new JsonObject { ["type"] = new JsonArray("string", "null"), ["description"] = "Of a tool's message: the call that it answers." },
            },
            ["required"] = new JsonArray("role"),
        },
    };
}
