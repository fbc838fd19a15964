using System.Text;

namespace Aigen.Node.Tests.Tracing;

/// <summary>A span as OTLP has it (opentelemetry/proto/trace/v1/trace.proto).</summary>
internal sealed record TracedSpan(string Trace, string Id, string Parent, string Name, string Everything)
{
    // Fields of ExportTraceServiceRequest, ResourceSpans and ScopeSpans.
    private const int ResourceSpans = 1;
    private const int ScopeSpans = 2;
    private const int Spans = 2;

    // Fields of Span.
    private const int TraceId = 1;
    private const int SpanId = 2;
    private const int ParentSpanId = 4;
    private const int SpanName = 5;

    public static IEnumerable<TracedSpan> ReadAll(byte[] request) => Messages(request, ResourceSpans).SelectMany(resource => Messages(resource, ScopeSpans))
        .SelectMany(scope => Messages(scope, Spans)).Select(Read);

    private static TracedSpan Read(byte[] span)
    {
        string Hex(int field) => Convert.ToHexStringLower(Messages(span, field).FirstOrDefault() ?? []);
        return new TracedSpan(Hex(TraceId), Hex(SpanId), Hex(ParentSpanId), Encoding.UTF8.GetString(Messages(span, SpanName).Single()), Encoding.UTF8.GetString(span));
    }

    // The length-delimited fields of this number; the others are skipped.
    private static IEnumerable<byte[]> Messages(byte[] message, int wanted)
    {
        for (var at = 0; at < message.Length;)
        {
            var tag = Number(message, ref at);
            switch (tag & 7)
            {
                case 0: Number(message, ref at); break;
                case 1: at += 8; break;
                case 5: at += 4; break;
                default:
                    var length = (int)Number(message, ref at);
                    if ((int)(tag >> 3) == wanted) yield return message[at..(at + length)];
                    at += length;
                    break;
            }
        }
    }

    private static ulong Number(byte[] message, ref int at)
    {
        var number = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return number;
        }
    }
}
