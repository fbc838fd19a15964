using System.Globalization;

namespace Aigen.Node.Commands;

/// <summary>What is done so far, how fast it goes, and how long the rest takes at that speed.</summary>
internal sealed class ProgressCount(TimeProvider time, string what, string unit, ulong total)
{
    private readonly long _started = time.GetTimestamp();
    private ulong _transactions;

    public ulong Done { get; private set; }

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    public string Line
    {
        get
        {
            var seconds = Math.Max(Elapsed.TotalSeconds, double.Epsilon);
            var of = total > 0 ? $" of {total}" : "";
            var transactions = _transactions > 0 ? string.Create(CultureInfo.InvariantCulture, $", {_transactions / seconds:N0} transactions/s") : "";
            var rate = string.Create(CultureInfo.InvariantCulture, $"{Done / seconds:N0} {unit}/s");
            return $"{what}: {Done}{of} {unit}, {rate}{transactions}{Left(seconds)}";
        }
    }

    public void Add(ulong done, ulong transactions)
    {
        Done += done;
        _transactions += transactions;
    }

    private string Left(double seconds) => total > Done && Done > 0
        ? $", {TimeSpan.FromSeconds(Math.Ceiling((total - Done) * seconds / Done)):c} left"
        : "";
}
