using System.Text;
using System.Text.Json;
using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Fuzz;

/// <summary>Calls with a transaction in them, as JSON text, in every form and with fields that are not what they should be.</summary>
/// <param name="now">The node's time, in Unix seconds.</param>
internal sealed class BentTransactions(Random random, long now)
{
    private static readonly string[] Names =
    [
        "sender", "sender_public_key", "receiver", "amount", "signature", "timestamp", "nonce", "priority", "tx_hash", "fee_base", "fee_priority",
        "fee_burn", "chain_id", "payload", "ceo_signature",
    ];

    private int _id;

    /// <summary>A whole body.</summary>
    public string Next()
    {
        var fields = Fields(Bent());
        for (var bends = random.Next(4); bends > 0; bends--)
        {
            Bend(fields);
        }

        var named = Named(fields);
        return random.Next(11) switch
        {
            0 => Call("submitTransaction", $"[{string.Join(',', fields.Select(field => field.Value))}]"),
            1 => Call("submitTransaction", $"[{named}]"),
            2 => Call("submitTransaction", $"{{\"transaction\":{named}}}"),
            3 => Call("submitTransaction", $"[{{\"transaction\":{(random.Next(2) == 0 ? named : Value())}}}]"),
            4 => Call("subscribeTier", $"{{\"tier\":{Maybe("\"basic\"")},\"duration_months\":{Maybe("1")},\"transaction\":{named}}}"),
            5 => Call("chatCompletion", $"{{\"messages\":{Maybe("[{\"role\":\"user\",\"content\":\"Hi\"}]")},\"transaction\":{named}}}"),
            6 => Call("chatCompletion", Chat()),
            7 => Call("textCompletion", $"{{\"prompt\":{Maybe("\"Hi\"")},\"suffix\":{Value()},\"echo\":{Maybe("true")},\"transaction\":{named}}}"),
            8 => Call("createEmbedding", $"{{\"input\":{Maybe("[\"Hi\"]")},\"dimensions\":{Maybe("2")},\"encoding_format\":{Maybe("\"base64\"")},\"wallet\":{Value()}}}"),
            9 => Call("countTokens", $"{{\"messages\":{Value()},\"prompt\":{Maybe("\"Hi\"")},\"return_tokens\":{Maybe("true")}}}"),
            _ => Call("submitTransaction", named),
        };
    }

    private static string Named(List<(string Name, string Value)> fields) =>
        $"{{{string.Join(',', fields.Select(field => $"\"{field.Name}\":{field.Value}"))}}}";

    // Below 0, so that they are not those of other calls.
    private string Call(string method, string parameters) => Call(--_id, method, parameters);

    private static string Call(int id, string method, string parameters) => $$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""";

    /// <summary>A good one but for its signature.</summary>
    public static Transaction Plain(long now) => new()
    {
        Sender = Party.Of(DevelopmentKeys.Accounts[0].Address),
        Receiver = Party.Of(DevelopmentKeys.Accounts[1].Address),
        Amount = new Amount(1),
        Timestamp = now,
        Nonce = 0,
        ChainId = 9944001,
        Fee = new Fee(new Amount(1), Amount.Zero, Amount.Zero),
    };

    /// <summary>The call that submits a transaction as it is.</summary>
    public static string Submit(Transaction it) => Call(1, "submitTransaction", Named(Fields(it)));

    // Some bends are signed for, so that they come as far as the rules.
    private Transaction Bent()
    {
        var good = Plain(now);
        ulong[] edges = [0, 1, 2, 999, 1_001, 999_999, ulong.MaxValue];
        var bent = random.Next(6) switch
        {
            0 => good with { Amount = new Amount(edges[random.Next(edges.Length)]) },
            1 => good with { Nonce = edges[random.Next(edges.Length)], Fee = good.Fee with { Priority = new Amount(edges[random.Next(edges.Length)]) } },
            2 => good with { Timestamp = random.Next(2) == 0 ? long.MinValue : long.MaxValue },
            3 => good with { Receiver = Party.Of(Address.Parse("0x0000000000000000000000000000000000000001")), Payload = Payload() },
            4 => good with { Payload = new byte[random.Next(3)] },
            _ => good,
        };
        return random.Next(3) == 0 ? DevelopmentKeys.Accounts[0].Sign(bent) : bent with { SenderPublicKey = DevelopmentKeys.Accounts[0].PublicKey };
    }

    private static List<(string Name, string Value)> Fields(Transaction it) =>
        [
            ("sender", Text(it.Sender.Text)), ("sender_public_key", Text($"{it.SenderPublicKey}")), ("receiver", Text(it.Receiver.Text)),
            ("amount", $"{it.Amount.Aigen}"), ("signature", Text($"{it.Signature}")), ("timestamp", $"{it.Timestamp}"), ("nonce", $"\"{it.Nonce}\""),
            ("priority", "false"), ("tx_hash", Text($"{it.Hash}")), ("fee_base", $"{it.Fee.Base.Aigen}"), ("fee_priority", $"{it.Fee.Priority.Aigen}"),
            ("fee_burn", "0"), ("chain_id", $"{it.ChainId}"), ("payload", it.Payload is null ? "null" : Text(Hex.Encode(it.Payload))), ("ceo_signature", "null"),
        ];

    private byte[] Payload()
    {
        var inner = $$"""{"{{(random.Next(2) == 0 ? "tier" : "max_tokens")}}":{{Value()}},"duration_months":{{Maybe("1")}},"user_address":{{Maybe("null")}}}""";
        byte[] bytes = Encoding.UTF8.GetBytes(inner);
        bytes[random.Next(bytes.Length)] = random.Next(4) == 0 ? (byte)0xFF : (byte)'"';
        return random.Next(2) == 0 ? bytes : Encoding.UTF8.GetBytes(inner);
    }

    private void Bend(List<(string Name, string Value)> fields)
    {
        var at = random.Next(fields.Count);
        var (name, value) = fields[at];
        switch (random.Next(10))
        {
            case 0: fields.RemoveAt(at); fields.Add(("extra", "1")); break;
            case 1: fields.Insert(0, fields[at]); break;
            case 2: fields[at] = (name.ToUpperInvariant(), value); break;
            case 3: fields[at] = (name, value.Replace("0x", "", StringComparison.Ordinal)); break;
            case 4: fields[at] = (name, value.Replace("0x", "0X", StringComparison.Ordinal)); break;
            case 5: fields[at] = (name, value.ToUpperInvariant()); break;
            case 6: fields[at] = (name, value.StartsWith('"') ? $"{value[..^1]}0\"" : $"\"{value}\""); break;
            case 7: fields[random.Next(fields.Count)] = (Names[random.Next(Names.Length)], value); break;
            default: fields[at] = (name, Value()); break;
        }
    }

    private string Chat()
    {
        string[] names = ["model_id", "model", "max_tokens", "temperature", "top_p", "top_k", "min_p", "seed", "stop", "repeat_penalty", "frequency_penalty", "stream", "n", "tools"];
        var wallet = $$"""{"public_key":{{Maybe(Text($"{DevelopmentKeys.Accounts[0].PublicKey}"))}},"timestamp":{{Maybe($"{now}")}},"nonce":{{Value()}},"signature":{{Maybe(Text($"{default(Signature)}"))}}}""";
        return $$"""{"messages":[{"role":{{Maybe("\"user\"")}},"content":{{Maybe("\"Hi\"")}}}],"{{names[random.Next(names.Length)]}}":{{Value()}},"wallet":{{(random.Next(2) == 0 ? "null" : wallet)}}}""";
    }

    private string Maybe(string good) => random.Next(3) == 0 ? Value() : good;

    private string Value() => OddValues.Any(random);

    private static string Text(string text) => JsonSerializer.Serialize(text);
}
