using System.CommandLine;
using System.Globalization;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Limits;

namespace Aigen.Node.Commands;

/// <summary>The limits of the interface as options of <c>aigen node</c>.</summary>
internal static class LimitOptions
{
    private static readonly IReadOnlyList<(LimitRange Limit, Option<long?> Option)> All = [.. LimitTable.All.Select(limit => (limit, Create(limit)))];

    public static void AddTo(Command command)
    {
        foreach (var (_, option) in All)
        {
            command.Add(option);
        }
    }

    public static RpcLimits Of(ParseResult arguments) =>
        All.Aggregate(new RpcLimits(), (limits, entry) => arguments.GetValue(entry.Option) is { } value ? entry.Limit.With(limits, value) : limits);

    /// <summary>The range in words.</summary>
    public static string RangeOf(LimitRange limit) => limit.Unit switch
    {
        LimitUnit.Seconds or LimitUnit.Milliseconds => $"{Text(limit, limit.Least)} to {Text(limit, limit.Most)} {limit.Unit.ToString().ToLowerInvariant()}",
        _ => $"{Text(limit, limit.Least)} to {Text(limit, limit.Most)}",
    };

    public static string DefaultOf(LimitRange limit) => Text(limit, limit.Default);

    private static Option<long?> Create(LimitRange limit)
    {
        var reader = Values.Reader<long>(RangeOf(limit), (string text, out long value) => TryRead(limit, text, out value) && value >= limit.Least && value <= limit.Most);
        return new Option<long?>(limit.Option)
        {
            Description = $"{limit.Meaning.TrimEnd('.')}: {RangeOf(limit)}. [default: {DefaultOf(limit)}]",
            HelpName = limit.Unit is LimitUnit.Count ? "N" : limit.Unit.ToString().ToUpperInvariant(),
            CustomParser = result => reader(result),
        };
    }

    private static bool TryRead(LimitRange limit, string text, out long value) => limit.Unit == LimitUnit.Bytes
        ? ByteCount.TryParse(text, out value)
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static string Text(LimitRange limit, long value) =>
        limit.Unit == LimitUnit.Bytes ? Bytes(value) : value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Bytes(long value) => value switch
    {
        >= 1 << 30 when value % (1 << 30) == 0 => $"{value >> 30}G",
        >= 1 << 20 when value % (1 << 20) == 0 => $"{value >> 20}M",
        >= 1 << 10 when value % (1 << 10) == 0 => $"{value >> 10}K",
        _ => $"{value}",
    };
}
