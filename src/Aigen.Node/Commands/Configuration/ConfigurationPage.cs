using System.CommandLine;
using System.Text;
using System.Text.RegularExpressions;
using Aigen.Rpc.Limits;

namespace Aigen.Node.Commands;

/// <summary>docs/configuration.md, made of the options of <c>aigen node</c>.</summary>
internal static partial class ConfigurationPage
{
    private const string Introduction = """
        # Configuration

        A node is configured by the options of `aigen node`, and by nothing else: there is no configuration file. This page is written by the program
        from its own options; `aigen node --help` says the same.

        ## Options

        """;

    private const string AboutLimits = """

        ## Limits

        Beyond a limit a client is refused with the number in the answer. The counter `aigen.rpc.refusals` of the meter `Aigen.Rpc` counts each refusal under the tag
        `limit` that stands in the last column.

        | option | value | range | default | meaning | beyond it | counted as |
        |---|---|---|---|---|---|---|

        """;

    private const string AboutRates = """

        Calls a second go by a token bucket, which holds a second's calls and fills evenly: after a rest as many may come at once. Each call of a batch counts. Over HTTP the answer
        tells `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` (seconds until the bucket is full) of the limit that is closer; a call that is one too many is answered with status
        429, `Retry-After`, and error -32005 with `data: {limit, remaining, retry_after_ms}`, and so is each such call of a batch, whose status is 200. Calls that a wallet signs one by one count
        for it once the signature is known to be good and new, so that nobody can use up another's calls. Transactions do not, since each pays its fee, and the mempool bounds its sender; nor
        does taking an access token back, which a thief of it could else prevent. At most 65,536 addresses have a bucket of their own; were they all in use, new ones would share one.

        An address is the one of the connection; what `X-Forwarded-For` says is believed of `--trusted-proxy` alone, since anybody can send it. Behind a proxy that is not trusted all clients
        are one address. A trusted one may open as many connections as there may be in all, and its requests count for the addresses of its clients
        ([operations.md](operations.md#behind-a-proxy)).

        Without a sign of life from a WebSocket client, the pings find out: `--ping-interval` and `--ping-timeout` are its idle time. The head of a request may have 32 KiB, and its body must come
        with at least 240 bytes a second after the first five seconds, which are Kestrel's own limits.

        """;

    public static string Write()
    {
        var page = new StringBuilder(Introduction).Append("\n| option | value | default | meaning |\n|---|---|---|---|\n");
        var limits = LimitTable.All.Select(limit => limit.Option).ToHashSet();
        foreach (var option in NodeCommand.Create().Options.Where(option => !limits.Contains(option.Name)))
        {
            var (meaning, value) = (option.Description!, DefaultOf(option));
            page.Append($"| `{option.Name}` | {ValueOf(option)} | {Cell(value)} | {Cell(Default().Replace(meaning, ""))} |\n");
        }

        page.Append(AboutLimits);
        foreach (var limit in LimitTable.All)
        {
            page.Append($"| `{limit.Option}` | {limit.Unit.ToString().ToLowerInvariant()} | {LimitOptions.RangeOf(limit)} | {LimitOptions.DefaultOf(limit)} | {limit.Meaning} | {limit.Answer} | ");
            page.Append(limit.Counter is { } counter ? $"`{counter}` |\n" : "|\n");
        }

        return page.Append(AboutRates).ToString();
    }

    private static string ValueOf(Option option) => option switch
    {
        { HelpName: { } help } => Cell(help),
        { ValueType.IsEnum: true } => Cell(string.Join(", ", Enum.GetNames(option.ValueType))),
        _ => "",
    };

    // Where a default is no value but a rule, the description says it.
    private static string DefaultOf(Option option) => Default().Match(option.Description!) is { Success: true } said
        ? said.Groups[1].Value
        : option.HasDefaultValue && option.ValueType != typeof(bool) ? $"{option.GetDefaultValue()}" : "";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    [GeneratedRegex(@" \[default: ([^\]]+)\]$")]
    private static partial Regex Default();
}
