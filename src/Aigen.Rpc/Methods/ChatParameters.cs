using System.Text;
using System.Text.Json;
using Aigen.Inference;
using Aigen.Metering;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>Reads the parameters of a chat completion. Ranges of numbers are checked by the desk, which every door shares.</summary>
internal static class ChatParameters
{
    private static readonly string[] Unsupported = ["tools"];

    public static DeskRequest Read(RpcCall call)
    {
        var fields = call.Parameters;
        RefuseUnsupported(fields);
        var defaults = new GenerationOptions();
        return new DeskRequest
        {
            ModelId = fields.OptionalString("model_id") ?? fields.OptionalString("model"),
            Messages = Messages(fields),
            MaxTokens = fields.OptionalInt32("max_tokens"),
            Options = defaults with
            {
                Temperature = fields.OptionalDouble("temperature") ?? defaults.Temperature,
                TopP = fields.OptionalDouble("top_p") ?? defaults.TopP,
                TopK = fields.OptionalInt32("top_k") ?? defaults.TopK,
                MinP = fields.OptionalDouble("min_p") ?? defaults.MinP,
                Seed = (uint?)fields.OptionalUInt64("seed", 0, uint.MaxValue - 1),
                Stop = Stop(fields),
                RepeatPenalty = fields.OptionalDouble("repeat_penalty") ?? defaults.RepeatPenalty,
                FrequencyPenalty = fields.OptionalDouble("frequency_penalty") ?? 0,
                PresencePenalty = fields.OptionalDouble("presence_penalty") ?? 0,
                TypicalP = fields.OptionalDouble("typical_p") ?? defaults.TypicalP,
                Mirostat = fields.OptionalInt32("mirostat") ?? defaults.Mirostat,
                MirostatTau = fields.OptionalDouble("mirostat_tau") ?? defaults.MirostatTau,
                MirostatEta = fields.OptionalDouble("mirostat_eta") ?? defaults.MirostatEta,
                LogitBias = LogitBiasParameter.Read(fields),
                IgnoreEos = fields.OptionalBoolean("ignore_eos") ?? false,
                Answers = fields.OptionalInt32("n") ?? 1,
                TopLogprobs = LogprobsParameter.Read(fields),
                ResponseFormat = ResponseFormatParameter.Read(fields),
            },
            Payment = fields.OptionalObject("transaction") is { } transaction ? TransactionParameters.Read(transaction) : null,
            Proof = fields.OptionalObject("wallet") is { } wallet ? Proof(wallet) : null,
            From = call.Caller.RemoteAddress,
        };
    }

    // What would change the answer is refused rather than left out silently.
    private static void RefuseUnsupported(RpcParameters fields)
    {
        foreach (var name in Unsupported)
        {
            if (fields.Optional(name) is { Value.ValueKind: not JsonValueKind.False } field)
            {
                throw field.Refuse("absent: this node does not support it");
            }
        }
    }

    private static IReadOnlyList<ChatMessage> Messages(RpcParameters fields)
    {
        if (fields.Optional("messages") is not { Value.ValueKind: JsonValueKind.Array } list)
        {
            throw BadFormat("messages must be a list of {role, content}");
        }

        return [.. list.AsArray().Select(Message)];
    }

    private static ChatMessage Message(RpcField field)
    {
        if (field.Value.ValueKind != JsonValueKind.Object
            || !field.Value.TryGetProperty("role", out var role) || role.ValueKind != JsonValueKind.String
            || !field.Value.TryGetProperty("content", out var content) || Text(content) is not { } text)
        {
            throw BadFormat($"{field.Path} must be an object with role and content, both text");
        }

        return new ChatMessage(role.GetString()!, text);
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

    private static IReadOnlyList<string> Stop(RpcParameters fields) => fields.Optional("stop") switch
    {
        null => [],
        { Value.ValueKind: JsonValueKind.String } one => [one.AsString()],
        { } many => [.. many.AsArray().Select(item => item.AsString())],
    };

    private static WalletProof Proof(RpcParameters wallet) => new(
        wallet.PublicKey("public_key"), wallet.Int64("timestamp"), wallet.UInt64("nonce"), wallet.Signature("signature"));

    private static RpcException BadFormat(string reason) => new(ErrorTable.Of(new BadChatFormat(reason)));
}
