using System.Text.Json.Nodes;
using Aigen.Inference;

namespace Aigen.Node.Client.Chat;

/// <summary>How a chat asks, the same for each of its questions.</summary>
internal sealed record ChatSettings(string? ModelId, int? MaxTokens, double? Temperature, uint? Seed)
{
    /// <summary>The parameters of <c>subscribeChatCompletion</c>. What is not set is not sent: the node's defaults hold.</summary>
    public JsonObject Request(IEnumerable<ChatMessage> messages)
    {
        var request = new JsonObject
        {
            ["messages"] = new JsonArray([.. messages.Select(Message)]),
        };
        Set(request, "model_id", ModelId is { } model ? JsonValue.Create(model) : null);
        Set(request, "max_tokens", MaxTokens is { } tokens ? JsonValue.Create(tokens) : null);
        Set(request, "temperature", Temperature is { } temperature ? JsonValue.Create(temperature) : null);
        Set(request, "seed", Seed is { } seed ? JsonValue.Create(seed) : null);
        return request;
    }

    private static JsonObject Message(ChatMessage message) => new() { ["role"] = message.Role, ["content"] = message.Content };

    private static void Set(JsonObject request, string name, JsonValue? value)
    {
        if (value is not null)
        {
            request[name] = value;
        }
    }
}
