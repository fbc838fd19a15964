using System.Net;
using System.Text.Json;
using Aigen.Inference;
using Aigen.Metering;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Methods;

/// <summary>
/// Batch jobs are chat completions: their input is a prompt, a list of messages, or an object of the parameters of chatCompletion, and their
/// answer is chatCompletion's.
/// </summary>
public sealed class BatchForm : IBatchForm
{
    // What the interface takes at most (--max-depth); it has looked at the depth when the input came.
    private static readonly JsonDocumentOptions AsTaken = new() { MaxDepth = 1000 };

    // What says who asks and how the answer comes: the payment says the one, and an answer that nobody waits for needs no other.
    private static readonly string[] OfCalls = ["transaction", "wallet", "stream", "subscription"];

    public DeskRequest Read(string model, BatchInput input)
    {
        if (input.IsPrompt)
        {
            return OfPrompt(model, input.Text);
        }

        using var document = JsonDocument.Parse(input.Text, AsTaken);
        return Read(model, new RpcField(BatchParameters.InputData.Name, document.RootElement));
    }

    public byte[] Write(CompletionSession session, IReadOnlyList<CompletedAnswer> answers, DateTimeOffset now) =>
        JsonSerializer.SerializeToUtf8Bytes(ChatCompletionView.Of(session, answers, now), ViewJson.Default.ChatCompletionView);

    /// <exception cref="RpcException">The input is none that a chat completion takes.</exception>
    internal static DeskRequest Read(string model, RpcField input) => input.Value.ValueKind switch
    {
        JsonValueKind.String => OfPrompt(model, input.AsString()),
        JsonValueKind.Array => new DeskRequest { ModelId = model, Messages = MessagesParameter.Read(input), From = IPAddress.None },
        _ => OfFields(model, input.AsObject(ChatParameters.All)),
    };

    private static DeskRequest OfPrompt(string model, string prompt) =>
        new() { ModelId = model, Messages = [new ChatMessage("user", prompt)], From = IPAddress.None };

    private static DeskRequest OfFields(string model, RpcParameters fields)
    {
        foreach (var name in OfCalls)
        {
            if (fields.Optional(name) is { Value.ValueKind: not JsonValueKind.False } field)
            {
                throw field.Refuse("absent: a batch job is paid for by its own transaction, and its answer is fetched");
            }
        }

        var request = ChatParameters.Read(fields);
        return request.ModelId is { } other && other != model
            ? throw fields.Optional(CompletionParameters.ModelId)!.Value.Refuse($"the job's model_id, {model}, or absent")
            : request with { ModelId = model };
    }
}
