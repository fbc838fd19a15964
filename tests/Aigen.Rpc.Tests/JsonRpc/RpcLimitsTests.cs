using Aigen.Rpc.Http;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Subscriptions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aigen.Rpc.Tests.JsonRpc;

public sealed class RpcLimitsTests
{
    [Fact]
    public void Defaults_AreInRange() => Assert.Empty(new RpcLimits().Problems());

    [Fact]
    public void EveryLimitOutOfRange_IsNamedWithItsRange()
    {
        var limits = new RpcLimits
        {
            BodyBytes = 1,
            Depth = 0,
            BatchCalls = 0,
            BatchAnswerBytes = 0,
            CallsInFlight = 0,
            Subscriptions = 0,
            WhenSlow = (SlowSubscriber)2,
            QueuedMessages = 0,
            QueuedBytes = 0,
            Connections = 0,
            ConnectionsByAddress = 0,
            CallsByAddress = -1,
            CallsByWallet = -1,
            ReadTimeout = TimeSpan.Zero,
            IdleTimeout = TimeSpan.Zero,
            KeepAliveInterval = TimeSpan.Zero,
            KeepAliveTimeout = TimeSpan.Zero,
            CloseTimeout = TimeSpan.Zero,
        };

        var problems = limits.Problems();

        Assert.Equal(typeof(RpcLimits).GetProperties().Count(p => p.Name != "EqualityContract"), problems.Count);
        Assert.Equal("BodyBytes is 1, allowed are 1024 to 16777216", problems[0]);
        Assert.Contains("ReadTimeout is 0 s, allowed are 1 to 3600 s", problems);
    }

    [Fact]
    public void Server_RefusesLimitsOutOfRange()
    {
        var problem = Assert.Throws<ArgumentException>(() =>
            new RpcServer(new MethodRegistry([]), new RpcLimits { BatchCalls = 0 }, NullLogger<RpcServer>.Instance));

        Assert.Contains("BatchCalls is 0", problem.Message, StringComparison.Ordinal);
    }
}
