using System.Text.Json;
using Aigen.Chain;
using Aigen.Crypto;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Faults.Tests.Support;

/// <summary>One wallet that sends whatever comes to its mind, and remembers what it was told of it.</summary>
internal sealed class Traffic(SigningKey key, ChainSpec spec, Random random, int payloadBytes = 0)
{
    private const int MostInABatch = 12;

    private readonly Dictionary<ulong, int> _sentWith = [];
    private ulong _next;
    private ulong _made;

    /// <summary>Transactions that a node said it had accepted, by hash.</summary>
    public Dictionary<string, Transaction> Acknowledged { get; } = [];

    /// <summary>Those that a node refused because it could not write.</summary>
    public Dictionary<string, Transaction> Refused { get; } = [];

    /// <summary>Answers of credit that was paid for: the receipts that a client holds.</summary>
    public HashSet<string> Receipts { get; } = [];

    /// <summary>Every other refusal, by how it begins: what a test that goes wrong may want to know.</summary>
    public Dictionary<string, int> Otherwise { get; } = [];

    /// <summary>What a refusal for want of writing said last.</summary>
    public string? Complaint { get; private set; }

    public string Address => key.Address.ToString();

    /// <summary>Another of the wallet with the same nonce was sent, so this one may have had to give way.</summary>
    public bool MayBeReplaced(Transaction transaction) => _sentWith[transaction.Nonce] > 1;

    /// <summary>Sends until the node goes away, or as often as it is told.</summary>
    public async Task SendAsync(Rpc rpc, int times = int.MaxValue)
    {
        if (!await AskForNonceAsync(rpc)) return;
        for (var i = 0; i < times; i++)
        {
            if (!await SendSomethingAsync(rpc)) return;
        }
    }

    /// <summary>Pays for a completion and keeps its receipt.</summary>
    public async Task<bool> AskAsync(Rpc rpc)
    {
        var payload = System.Text.Encoding.UTF8.GetBytes($$"""{"user_address":"{{Address}}","model_id":"aigen-tiny","max_tokens":1000}""");
        var payment = Make(_next, priority: 0, spec.CeoWallet, payload);
        var answer = await rpc.TryCallAsync("chatCompletion", JsonSerializer.SerializeToElement(new
        {
            messages = new[] { new { role = "user", content = "What is the capital of France?" } },
            model_id = "aigen-tiny",
            max_tokens = 3,
            temperature = 0,
            transaction = Json(payment),
        }));
        if (answer is not { } got) return false;
        if (got.TryGetProperty("result", out var result))
        {
            _next++;
            Acknowledged[payment.Hash.ToString()] = payment;
            Receipts.Add(result.GetProperty("id").GetString()!);
        }

        return true;
    }

    private Task<bool> SendSomethingAsync(Rpc rpc) => random.Next(12) switch
    {
        0 or 1 => SubmitAsync(rpc, [.. Enumerable.Range(0, random.Next(2, MostInABatch)).Select(i => Make(_next + (ulong)i))]),
        2 => SubmitAsync(rpc, [Make(_next + 1 + (ulong)random.Next(3))]),
        3 when _next > 0 && _sentWith.ContainsKey(_next - 1) => SubmitAsync(rpc, [Make(_next - 1, priority: (ulong)_sentWith[_next - 1])]),
        _ => SubmitAsync(rpc, [Make(_next)]),
    };

    private async Task<bool> SubmitAsync(Rpc rpc, Transaction[] transactions)
    {
        if (await AnswersAsync(rpc, transactions) is not { } answers) return false;
        var isRefused = false;
        for (var i = 0; i < transactions.Length; i++)
        {
            isRefused |= !Take(transactions[i], answers[i]);
        }

        // After a refusal it is the node that knows how far this wallet has come.
        return !isRefused || await AskForNonceAsync(rpc);
    }

    // A node whose disk fails while it opens its database anew cannot say for a moment: what is sent then is refused, and it is asked again.
    private async Task<bool> AskForNonceAsync(Rpc rpc)
    {
        if (await rpc.TryCallAsync("getBalance", Address) is not { } balance) return false;
        if (balance.TryGetProperty("result", out var result)) _next = result.GetProperty("pending_nonce").GetUInt64();
        return true;
    }

    private static async Task<IReadOnlyList<JsonElement>?> AnswersAsync(Rpc rpc, Transaction[] transactions) => transactions.Length == 1
        ? await rpc.TryCallAsync("submitTransaction", Json(transactions[0])) is { } answer ? [answer] : null
        : await rpc.TryBatchAsync([.. transactions.Select(one => ("submitTransaction", (object)Json(one)))]);

    private bool Take(Transaction transaction, JsonElement answer)
    {
        if (answer.TryGetProperty("result", out _))
        {
            Acknowledged[transaction.Hash.ToString()] = transaction;
            _next = transaction.Nonce == _next ? _next + 1 : _next;
            return true;
        }

        var error = answer.GetProperty("error");
        if (error.GetProperty("code").GetInt32() == -32002)
        {
            Refused[transaction.Hash.ToString()] = transaction;
            Complaint = error.GetProperty("message").GetString();
        }
        else
        {
            var sentence = error.GetRawText();
            sentence = sentence[..Math.Min(sentence.Length, 160)];
            Otherwise[sentence] = Otherwise.GetValueOrDefault(sentence) + 1;
        }

        return false;
    }

    // Each has a receiver of its own, so that it is another transaction also where a nonce is used again.
    private Transaction Make(ulong nonce, ulong priority = 0, Primitives.Address? to = null, byte[]? payload = null)
    {
        _sentWith[nonce] = _sentWith.GetValueOrDefault(nonce) + 1;
        if (payload is null && payloadBytes > 0) random.NextBytes(payload = new byte[payloadBytes]);
        var fee = new Fee(new Amount(2), new Amount(priority), new Amount((ulong)random.Next(3)));
        return key.Sign(new Transaction
        {
            Sender = Party.Of(key.Address),
            Receiver = Party.Of(to ?? NewReceiver()),
            Amount = new Amount((ulong)random.Next(1, 4)),
            Timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - random.Next(1_000),
            Nonce = nonce,
            ChainId = spec.ChainId,
            Fee = fee,
            Payload = payload,
        });
    }

    private Primitives.Address NewReceiver()
    {
        var bytes = new byte[Primitives.Address.Length];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(bytes.Length - sizeof(ulong)), ++_made);
        bytes[0] = 7;
        return Primitives.Address.From(bytes);
    }

    private static object Json(Transaction transaction) => new
    {
        sender = transaction.Sender.Text,
        sender_public_key = transaction.SenderPublicKey.ToString(),
        receiver = transaction.Receiver.Text,
        amount = transaction.Amount.Aigen,
        signature = transaction.Signature.ToString(),
        timestamp = transaction.Timestamp,
        nonce = transaction.Nonce,
        priority = transaction.Priority,
        tx_hash = transaction.Hash.ToString(),
        fee_base = transaction.Fee.Base.Aigen,
        fee_priority = transaction.Fee.Priority.Aigen,
        fee_burn = transaction.Fee.Burn.Aigen,
        chain_id = transaction.ChainId,
        payload = transaction.Payload is { } payload ? Hex.Encode(payload) : null,
    };
}
