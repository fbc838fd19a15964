using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Chain;

/// <summary>What a wallet used in one calendar month (UTC); a later month starts from nothing.</summary>
/// <param name="Month">Year x 12 + month - 1.</param>
/// <param name="Requests">Requests that the tier's quota paid for.</param>
/// <param name="Tokens">Prompt and completion tokens of all requests, which is what volume discounts count.</param>
public readonly record struct Usage(uint Month, ulong Requests, ulong Tokens)
{
    /// <summary>The last month in which the wallet used anything.</summary>
    public static Usage Load(IStateReader state, Address address)
    {
        if (state.Get(StateKey.Usage(address)) is not { } bytes)
        {
            return default;
        }

        var reader = new WireReader(bytes);
        return new Usage(reader.UInt32(), reader.UInt64(), reader.UInt64());
    }

    /// <summary>The usage in the month of a time, in Unix seconds.</summary>
    public Usage At(long time)
    {
        var date = DateTimeOffset.FromUnixTimeSeconds(time);
        var month = (uint)((date.Year * 12) + date.Month - 1);
        return month == Month ? this : new Usage(month, 0, 0);
    }

    /// <summary>The usage once a receipt is settled.</summary>
    public Usage After(Receipt receipt)
    {
        var before = At(receipt.Timestamp);
        var requests = before.Requests + (receipt.Funding == Funding.Quota ? 1UL : 0UL);
        return before with { Requests = requests, Tokens = before.Tokens + receipt.TotalTokens };
    }

    /// <summary>The 1st of the next month, 00:00 UTC.</summary>
    public static DateTimeOffset ResetAfter(long time)
    {
        var date = DateTimeOffset.FromUnixTimeSeconds(time);
        return new DateTimeOffset(date.Year, date.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
    }

    internal void Save(StateOverlay state, Address address) =>
        state.Put(StateKey.Usage(address), new WireWriter().UInt32(Month).UInt64(Requests).UInt64(Tokens).ToArray());
}
