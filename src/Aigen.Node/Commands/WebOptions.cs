using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Aigen.Node.Hosting;
using Aigen.Node.Web;
using Aigen.Rpc.Http;

namespace Aigen.Node.Commands;

/// <summary>Options of <c>aigen node</c> that concern HTTP: who may call, and how.</summary>
internal static class WebOptions
{
    private static readonly Option<string?> MetricsListen = new("--metrics-listen")
    {
        Description = "An address of their own for /metrics; without it they are at --listen, for this machine alone.",
        HelpName = "URL",
    };

    private static readonly Option<string[]> CorsOrigins = new("--cors-origin")
    {
        Description = "An origin whose web pages may call the node, such as https://wallet.example; may repeat, * is for all. [default: none]",
        HelpName = "ORIGIN",
    };

    private static readonly Option<string[]> AllowedHosts = new("--allowed-host")
    {
        Description = "A name by which the node may be called, besides localhost and addresses; may repeat, * is for all. [default: none]",
        HelpName = "NAME",
    };

    private static readonly Option<IPNetwork[]> Proxies = new("--trusted-proxy")
    {
        Description = "A proxy, or a network of them, whose X-Forwarded-For is believed; may repeat. [default: none]",
        HelpName = "ADDRESS[/PREFIX]",
        CustomParser = result => [.. result.Tokens.Select(token => ReadProxy(token.Value, result)).OfType<IPNetwork>()],
    };

    private static readonly Option<bool> WebSocketCompression = new("--ws-compression")
    {
        Description = "Compress WebSocket messages from 1 KiB on (permessage-deflate) for clients that offer it.",
    };

    private static readonly Option<string?> TlsCertificate = new("--tls-certificate")
    {
        Description = "The certificate for an https:// address: PEM, with those of its issuers behind it, or PFX. It is read again when it changes.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> TlsKey = new("--tls-key") { Description = "The key of a PEM certificate, PEM without a password.", HelpName = "FILE" };

    private static readonly Option<string?> TlsPasswordFile = new("--tls-password-file") { Description = "A file with the password of a PFX file.", HelpName = "FILE" };

    public static void AddTo(Command command)
    {
        foreach (Option option in new Option[] { MetricsListen, CorsOrigins, AllowedHosts, Proxies, WebSocketCompression, TlsCertificate, TlsKey, TlsPasswordFile })
        {
            command.Add(option);
        }

        CorsOrigins.Validators.Add(result =>
        {
            foreach (var fault in result.Tokens.Select(token => HttpAccess.FindFault(token.Value)).OfType<string>())
            {
                result.AddError($"--cors-origin: {fault}.");
            }
        });
        command.Validators.Add(result =>
        {
            if (result.GetValue(TlsCertificate) is null && (result.GetValue(TlsKey) ?? result.GetValue(TlsPasswordFile)) is not null)
            {
                result.AddError("--tls-key and --tls-password-file belong to a --tls-certificate.");
            }

            if (result.GetValue(TlsKey) is not null && result.GetValue(TlsPasswordFile) is not null)
            {
                result.AddError("Give either --tls-key, for PEM, or --tls-password-file, for PFX.");
            }
        });
    }

    public static NodeOptions Apply(NodeOptions options, ParseResult arguments) => options with
    {
        MetricsListen = arguments.GetValue(MetricsListen),
        CorsOrigins = arguments.GetValue(CorsOrigins) ?? [],
        AllowedHosts = arguments.GetValue(AllowedHosts) ?? [],
        TrustedProxies = arguments.GetValue(Proxies) ?? [],
        CompressesWebSockets = arguments.GetValue(WebSocketCompression),
        Tls = arguments.GetValue(TlsCertificate) is { } file
            ? new TlsFiles(file, arguments.GetValue(TlsKey), arguments.GetValue(TlsPasswordFile))
            : null,
    };

    private static IPNetwork? ReadProxy(string text, ArgumentResult result)
    {
        if (TrustedProxies.TryParse(text, out var network))
        {
            return network;
        }

        result.AddError($"--trusted-proxy is '{text}', expected an address such as 10.0.0.5 or fd00::5, or a network such as 10.0.0.0/8 with zeros behind its prefix.");
        return null;
    }
}
