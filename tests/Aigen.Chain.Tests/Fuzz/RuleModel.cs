using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Aigen.Primitives;

namespace Aigen.Chain.Tests.Fuzz;

/// <summary>
/// The rules of docs/rpc.md and docs/formats.md once more, as simply as they can be said: which of them a transaction breaks, and what a
/// block does. A transaction is taken when it breaks none, and the rule that it is refused by must be one that it breaks.
/// </summary>
internal sealed class RuleModel(ModelAccounts accounts, int mostOfOneSender)
{
    private static readonly BigInteger Most = ulong.MaxValue;
    private readonly Dictionary<Address, SortedDictionary<ulong, Transaction>> _waiting = [];
    private readonly HashSet<Hash256> _included = [];

    public ModelAccounts Accounts => accounts;

    /// <summary>The very same transaction waits or stands in a block.</summary>
    public bool Knows(Transaction it) =>
        _included.Contains(it.Hash) || (Queue(it.Sender.Address).TryGetValue(it.Nonce, out var waits) && waits.Hash == it.Hash);

    public ulong NextNonce(Address sender)
    {
        var next = accounts.Nonce(sender);
        while (Queue(sender).ContainsKey(next))
        {
            next++;
        }

        return next;
    }

    public IEnumerable<Transaction> Ready() => _waiting.Keys.SelectMany(sender =>
    {
        var (first, next) = (accounts.Nonce(sender), NextNonce(sender));
        return Queue(sender).Where(entry => entry.Key >= first && entry.Key < next).Select(entry => entry.Value);
    });

    /// <summary>The rules about the transaction alone, but for its signatures.</summary>
    public HashSet<RefusalRule> BrokenByContent(Transaction it, bool ownsSender, long now)
    {
        var broken = new HashSet<RefusalRule>();
        Require(ownsSender, RefusalRule.Key);
        Require(it.ChainId == 9944001, RefusalRule.ChainId);
        Require(it.Timestamp >= now - 86_400 && it.Timestamp <= now + 300, RefusalRule.Timestamp);
        Require(it.Sender.Address != it.Receiver.Address, RefusalRule.Parties);
        Require(it.Fee.Base.Aigen >= 1 || accounts.IsFree(it), RefusalRule.Fee);
        Require(it.Fee.Burn.Aigen <= it.Fee.Base.Aigen && (BigInteger)it.Fee.Base.Aigen + it.Fee.Priority.Aigen <= Most, RefusalRule.Fee);
        Require(it.Payload is null || it.Payload.Length <= 16_384, RefusalRule.PayloadSize);
        var call = ModelCall.Read(it, accounts.Ceo);
        Require(call.IsSound, RefusalRule.Payload);
        Require(call.User is null || call.User == it.Sender.Address, RefusalRule.Payload);
        Require(it.Amount.Aigen >= call.Least && it.Amount.Aigen <= call.Most, RefusalRule.Amount);
        return broken;

        void Require(bool holds, RefusalRule rule)
        {
            if (!holds)
            {
                broken.Add(rule);
            }
        }
    }

    /// <summary>The rules about what else is there.</summary>
    public HashSet<RefusalRule> BrokenByState(Transaction it, long headTime)
    {
        var broken = new HashSet<RefusalRule>();
        var queue = Queue(it.Sender.Address);
        var others = queue.Where(entry => entry.Key != it.Nonce && entry.Key >= accounts.Nonce(it.Sender.Address)).Sum(entry => accounts.Cost(entry.Value));
        broken.Add(it.Nonce < accounts.Nonce(it.Sender.Address), RefusalRule.Nonce);
        broken.Add(others + accounts.Cost(it) > accounts.Balance(it.Sender.Address), RefusalRule.Balance);
        if (queue.TryGetValue(it.Nonce, out var waits))
        {
            broken.Add(it.Fee.Priority.Aigen == waits.Fee.Priority.Aigen, RefusalRule.Duplicate);
            broken.Add(it.Fee.Priority.Aigen < waits.Fee.Priority.Aigen, RefusalRule.ReplacementFee);
        }
        else
        {
            broken.Add(it.Nonce > (BigInteger)NextNonce(it.Sender.Address) + 1_000, RefusalRule.NonceGap);
            broken.Add(queue.Count >= mostOfOneSender, RefusalRule.SenderLimit);
        }

        broken.UnionWith(BrokenByCall(it, headTime));
        return broken;
    }

    public void Wait(Transaction it) => Queue(it.Sender.Address)[it.Nonce] = it;

    /// <summary>Carries out what a block takes, in its order; of each that it does not take, the rules that forbid it.</summary>
    public HashSet<RefusalRule> TakeIntoBlock(Transaction it, Address reward, long time)
    {
        var broken = new HashSet<RefusalRule>();
        broken.Add(it.Timestamp < time - 86_400 || it.Timestamp > time + 300, RefusalRule.Timestamp);
        broken.Add(it.Nonce != accounts.Nonce(it.Sender.Address), RefusalRule.Nonce);
        broken.Add(accounts.Cost(it) > accounts.Balance(it.Sender.Address), RefusalRule.Balance);
        broken.UnionWith(BrokenByCall(it, time));

        // What follows one that the block refused waits on, for another in its place.
        if (it.Nonce <= accounts.Nonce(it.Sender.Address) || broken.Contains(RefusalRule.Timestamp))
        {
            Queue(it.Sender.Address).Remove(it.Nonce);
        }

        if (broken.Count == 0)
        {
            accounts.Move(it, reward);
            accounts.Call(it, ModelCall.Read(it, accounts.Ceo), time);
            _included.Add(it.Hash);
        }

        return broken;
    }

    private HashSet<RefusalRule> BrokenByCall(Transaction it, long time)
    {
        var call = ModelCall.Read(it, accounts.Ceo);
        var broken = new HashSet<RefusalRule>();
        broken.Add(call.Proposal is not null && accounts.Proposals.Contains(call.Proposal), RefusalRule.Payload);
        broken.Add(call.Tier > 0 && accounts.Booked(it.Sender.Address, call, time) is null, RefusalRule.Subscription);
        return broken;
    }

    private SortedDictionary<ulong, Transaction> Queue(Address sender) =>
        _waiting.TryGetValue(sender, out var queue) ? queue : _waiting[sender] = [];
}

/// <summary>What a payload asks for.</summary>
/// <param name="Least">The least amount, and the most.</param>
internal sealed record ModelCall(bool IsSound, BigInteger Least, BigInteger Most, Address? User = null, int Tier = 0, int Months = 0, string? Proposal = null, bool Buys = false)
{
    private static readonly string[] Tiers = ["free", "basic", "pro", "unlimited"];
    private static readonly int[] Costs = [0, 50, 400, 0];
    private static readonly BigInteger Any = ulong.MaxValue;
    private static readonly ModelCall None = new(true, 1, Any);
    private static readonly ModelCall Unsound = new(false, 0, Any);

    public static ModelCall Read(Transaction it, Address ceo)
    {
        if (it.Receiver.Address != ceo || it.Payload is not { Length: > 0 } || it.Payload[0] != '{')
        {
            return None;
        }

        try
        {
            using var json = JsonDocument.Parse(it.Payload, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });
            var fields = json.RootElement.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.Clone());
            return Of(fields);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return Unsound;
        }
    }

    private static ModelCall Of(Dictionary<string, JsonElement> fields)
    {
        Address? user = fields.TryGetValue("user_address", out var address) ? Address.Parse(address.GetString() ?? throw new FormatException()) : null;
        if (fields.TryGetValue("tier", out var name))
        {
            var (tier, months) = (Array.IndexOf(Tiers, name.GetString()?.ToLowerInvariant()), Number(fields, "duration_months"));
            return tier < 1 || months is not { } some || some < 1 || some > 12
                ? Unsound
                : new ModelCall(true, Costs[tier] * some, Costs[tier] * some, user, tier, (int)some);
        }

        if (fields.TryGetValue("proposal_id", out var proposal))
        {
            return new ModelCall(true, 0, Any, Proposal: Id(proposal.GetString()!, fields["proposal_hash"].GetString()!));
        }

        if (!fields.ContainsKey("model_id") && !fields.ContainsKey("service") && !fields.ContainsKey("max_tokens"))
        {
            return None;
        }

        var tokens = Number(fields, "max_tokens");
        return tokens is { } wanted && (wanted < 1 || wanted > 1_000_000_000_000)
            ? Unsound
            : new ModelCall(true, BigInteger.Max(1, ((tokens ?? 0) + 999) / 1_000), Any, user, Buys: true);
    }

    private static string Id(string id, string hash) =>
        id.Length is > 0 and <= 64 && id.All(c => "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_".Contains(c, StringComparison.Ordinal))
            && hash.Length == 66 && hash.StartsWith("0x", StringComparison.Ordinal) && hash[2..].All(char.IsAsciiHexDigit)
            ? id
            : throw new FormatException("no proposal");

    // Digits, as a number or as text.
    private static BigInteger? Number(Dictionary<string, JsonElement> fields, string name)
    {
        if (!fields.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var digits = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return digits.Length > 0 && digits.All(char.IsAsciiDigit) ? BigInteger.Parse(digits, CultureInfo.InvariantCulture) : throw new FormatException(digits);
    }
}

internal static class Rules
{
    public static void Add(this HashSet<RefusalRule> broken, bool isBroken, RefusalRule rule)
    {
        if (isBroken)
        {
            broken.Add(rule);
        }
    }

    public static BigInteger Sum<T>(this IEnumerable<T> items, Func<T, BigInteger> value) => items.Aggregate(BigInteger.Zero, (sum, item) => sum + value(item));
}
