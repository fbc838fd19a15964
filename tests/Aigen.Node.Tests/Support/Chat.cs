using System.Text.Json.Nodes;
using Aigen.Inference;
using Aigen.Primitives;

namespace Aigen.Node.Tests.Support;

/// <summary>Parameters of chat requests.</summary>
internal static class Chat
{
    public const string Question = "What is the capital of France?";
    public const string Answer = "The capital of France is Paris.";

    public static JsonObject Ask(string question = Question, int? maxTokens = null, double temperature = 0)
    {
        var parameters = new JsonObject
        {
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = question }),
            ["model_id"] = "aigen-tiny",
            ["temperature"] = temperature,
        };
        if (maxTokens is { } limit) parameters["max_tokens"] = limit;
        return parameters;
    }

    /// <summary>The request with the wallet's signature of it.</summary>
    public static JsonObject SignedBy(this JsonObject request, Wallet wallet, GenerationOptions? options = null) => request.With(
        "wallet", wallet.Proof(ModelOf(request), MessagesOf(request), DateTimeOffset.UtcNow.ToUnixTimeSeconds(), options));

    /// <summary>The request with a payment.</summary>
    public static JsonObject Paying(this JsonObject request, Transaction payment) => request.With("transaction", Wallet.Json(payment));

    public static ChatMessage[] MessagesOf(JsonObject request) =>
        [.. request["messages"]!.AsArray().Select(message => new ChatMessage((string)message!["role"]!, (string)message["content"]!))];

    /// <summary>A question whose answer never ends by itself: what was said is made ever likelier, so the model says it again.</summary>
    public static JsonObject LongAnswer(int maxTokens) =>
        Ask("Tell me a story", maxTokens).With("repeat_penalty", 0.5).With("frequency_penalty", -2);

    private static string? ModelOf(JsonObject request) => (string?)request["model_id"];
}
