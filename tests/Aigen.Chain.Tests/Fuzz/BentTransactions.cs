using System.Text;
using Aigen.Chain.Tests.Support;
using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Chain.Tests.Fuzz;

/// <summary>Transactions of a few wallets, good ones and such with one or several fields bent, often to the edge of a rule.</summary>
internal sealed class BentTransactions(Random random, ModelAccounts accounts)
{
    private static readonly string[] Payloads =
    [
        """{"tier":"basic","duration_months":1}""", """{"tier":"Pro","duration_months":"2"}""", """{"tier":"unlimited","duration_months":12}""",
        """{"tier":"basic","duration_months":0}""", """{"tier":"basic","duration_months":13}""", """{"tier":"gold","duration_months":1}""",
        """{"tier":"free","duration_months":1}""", """{"tier":"basic"}""", """{"tier":7,"duration_months":1}""", """{"tier":"+1","duration_months":1}""",
        """{"tier":"basic","duration_months":1,"user_address":"SENDER"}""", """{"tier":"basic","duration_months":1,"user_address":"OTHER"}""",
        """{"tier":"basic","tier":"pro","duration_months":1}""", """{"tier":"basic","duration_months":1e0}""", """{"tier":"basic","duration_months":-1}""",
        """{"max_tokens":1000}""", """{"max_tokens":"1001"}""", """{"max_tokens":0}""", """{"max_tokens":1000000000000}""",
        """{"max_tokens":1000000000001}""", """{"max_tokens":18446744073709551616}""", """{"max_tokens":1.5}""", """{"max_tokens":true}""",
        """{"model_id":"m","user_address":"SENDER"}""", """{"model_id":"m","user_address":"OTHER"}""", """{"service":"s","user_address":5}""",
        """{"service":null,"max_tokens":null}""", """{"proposal_id":"SIP-NUMBER","proposal_hash":"HASH"}""", """{"proposal_id":"SIP-1","proposal_hash":"HASH"}""",
        """{"proposal_id":"SIP 1","proposal_hash":"HASH"}""", """{"proposal_id":"","proposal_hash":"HASH"}""", """{"proposal_id":"a","proposal_hash":"0x00"}""",
        """{"note":"to the CEO"}""", "{}", "{", "[1]", "text", """{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{}}}}}}}}}""", "{\"tier\":\"\\ud800\"}",
        """ {"tier":"basic","duration_months":1}""",
    ];

    // At their price, so that one meets the other.
    private static readonly (string Payload, ulong Price)[] Bought =
    [
        ("""{"tier":"basic","duration_months":1}""", 50), ("""{"tier":"pro","duration_months":2}""", 800), ("""{"tier":"unlimited","duration_months":1}""", 0),
        ("""{"proposal_id":"SIP-9","proposal_hash":"0x000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"}""", 0),
    ];

    private static readonly ulong[] Amounts = [0, 1, 2, 49, 50, 51, 100, 400, 800, 999_998, 1_000_000, ulong.MaxValue - 1, ulong.MaxValue];

    public static IReadOnlyList<SigningKey> Keys { get; } = [.. TestChain.Wallets.Take(6), DevelopmentKeys.Ceo];

    /// <summary>A transaction without keys, to be signed by the key that owns the sender.</summary>
    public (Transaction Transaction, SigningKey Owner) Next(Func<Address, ulong> nextNonce, long now)
    {
        var owner = Keys[random.Next(5) == 0 ? random.Next(Keys.Count) : random.Next(3)];
        var sender = owner == DevelopmentKeys.Ceo ? accounts.Ceo : owner.Address;
        var it = new Transaction
        {
            Sender = Party.Of(sender),
            Receiver = Party.Of(TestChain.Wallets[(random.Next(9) + 1) % 10].Address),
            Amount = new Amount((ulong)random.Next(1, 20)),
            Timestamp = now - random.Next(100),
            Nonce = nextNonce(sender),
            Priority = owner == DevelopmentKeys.Ceo && random.Next(2) == 0,
            ChainId = 9944001,
            Fee = new Fee(new Amount((ulong)random.Next(1, 4)), new Amount((ulong)random.Next(4)), new Amount((ulong)random.Next(2))),
        };
        it = random.Next(4) == 0 ? Call(it) : it;
        for (var bends = random.Next(3) == 0 ? 0 : random.Next(1, 4); bends > 0; bends--)
        {
            it = Bend(it, now);
        }

        return (it, owner);
    }

    private Transaction Call(Transaction it)
    {
        if (random.Next(3) == 0)
        {
            var (bought, price) = Bought[random.Next(Bought.Length)];
            return it with { Receiver = Party.Of(accounts.Ceo), Payload = Encoding.UTF8.GetBytes(bought), Amount = new Amount(price) };
        }

        var payload = Payloads[random.Next(Payloads.Length)]
            .Replace("SENDER", it.Sender.Text, StringComparison.Ordinal).Replace("OTHER", it.Receiver.Text, StringComparison.Ordinal)
            .Replace("HASH", Hash256.Of([1]).ToString(), StringComparison.Ordinal).Replace("NUMBER", $"{random.Next(1_000)}", StringComparison.Ordinal);
        return it with
        {
            Receiver = Party.Of(accounts.Ceo),
            Payload = Encoding.UTF8.GetBytes(payload),
            Amount = random.Next(3) == 0 ? it.Amount : Some(),
        };
    }

    private Transaction Bend(Transaction it, long now) => random.Next(13) switch
    {
        0 => it with { Sender = Party.Of(Keys[random.Next(Keys.Count)].Address) },
        1 => it with { Receiver = random.Next(2) == 0 ? it.Sender : Party.Of(accounts.Ceo) },
        2 => it with { Amount = Some() },
        3 => it with { Timestamp = Time(now) },
        4 => it with { Nonce = Nonce(it.Nonce) },
        5 => it with { Priority = !it.Priority },
        6 => it with { ChainId = random.Next(2) == 0 ? 0 : it.ChainId + 1 },
        7 => it with { Fee = it.Fee with { Base = Some() } },
        8 => it with { Fee = it.Fee with { Priority = Some() } },
        9 => it with { Fee = it.Fee with { Burn = random.Next(2) == 0 ? Some() : it.Fee.Base } },
        10 => it with { Payload = new byte[random.Next(3) + 16_383] },
        11 => it with { Fee = it.Fee with { Priority = new Amount(ulong.MaxValue - it.Fee.Base.Aigen + (ulong)random.Next(2)) } },
        _ => Call(it),
    };

    private Amount Some() => new(Amounts[random.Next(Amounts.Length)]);

    private long Time(long now) => random.Next(8) switch
    {
        0 => now - 86_401,
        1 => now - 86_400,
        2 => now + 300,
        3 => now + 301,
        4 => long.MinValue,
        5 => long.MaxValue,
        6 => -1,
        _ => now - 86_400 + random.Next(300),
    };

    private ulong Nonce(ulong expected) => random.Next(8) switch
    {
        0 => expected + 1,
        1 => expected + 1_000,
        2 => expected + 1_001,
        3 => ulong.MaxValue,
        4 => 0,
        5 => expected + (ulong)random.Next(4),
        _ => expected - Math.Min(expected, (ulong)random.Next(1, 4)),
    };
}
