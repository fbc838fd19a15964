using Aigen.Node.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Aigen.Node.Tracing;

/// <summary>Sends the spans of the node's parts to a collector of OpenTelemetry. The libraries for it are loaded here and nowhere else.</summary>
internal static class TraceExport
{
    // Where the specification of OTLP over HTTP has traces, unless the address says otherwise.
    private const string TracesPath = "/v1/traces";

    /// <param name="endpoint">The collector's address for OTLP over HTTP.</param>
    /// <exception cref="NodeStartException">It is none.</exception>
    public static IDisposable Start(string endpoint)
    {
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw new NodeStartException($"--otlp-endpoint {endpoint}: expected an http:// or https:// address, such as http://127.0.0.1:4318");
        }

        return Sdk.CreateTracerProviderBuilder()
            .AddSource("Aigen.*", "Microsoft.AspNetCore")
            .ConfigureResource(resource => resource.AddService("aigen", serviceVersion: NodeVersion.Text))
            .AddOtlpExporter(options =>
            {
                options.Protocol = OtlpExportProtocol.HttpProtobuf;
                options.Endpoint = url.AbsolutePath == "/" ? new Uri(url, TracesPath) : url;
            })
            .Build();
    }
}
