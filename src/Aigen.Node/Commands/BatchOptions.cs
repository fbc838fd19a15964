using System.CommandLine;
using Aigen.Metering;

namespace Aigen.Node.Commands;

/// <summary>How much of batch jobs a node takes, as options of <c>aigen node</c>.</summary>
internal static class BatchOptions
{
    private static readonly BatchLimits Standard = new();

    private static readonly Option<int> Queue = Values.WithDefault(
        "--batch-queue", "Batch jobs that may wait, 0 to 100,000; whoever comes then is refused with error 2005, and 0 takes none.", 0, 100_000, Standard.Queue);

    private static readonly Option<int> InputBytes = Values.WithDefault(
        "--batch-input", "Bytes of one batch job's input, 1,024 to 1,048,576.", 1 << 10, 1 << 20, Standard.InputBytes);

    private static readonly Option<int> KeepDays = Values.WithDefault(
        "--batch-keep-days", "Days that the answers of batch jobs are kept, 1 to 3,650.", 1, 3650, Standard.KeepDays);

    private static readonly Option<int> AtOnce = Values.WithDefault(
        "--batch-at-once", "Batch jobs that are computed at a time, 1 to 64; each takes one of its model's --parallel places.", 1, 64, Standard.AtOnce);

    public static void AddTo(Command command)
    {
        command.Add(Queue);
        command.Add(InputBytes);
        command.Add(KeepDays);
        command.Add(AtOnce);
    }

    public static BatchLimits Of(ParseResult arguments) => new()
    {
        Queue = arguments.GetValue(Queue),
        InputBytes = arguments.GetValue(InputBytes),
        KeepDays = arguments.GetValue(KeepDays),
        AtOnce = arguments.GetValue(AtOnce),
    };
}
