namespace Aigen.Metering.Tests.Support;

/// <summary>A clock that stands where a test puts it.</summary>
internal sealed class ClockStub(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
