using Aigen.Node.Tests.Client;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Events;

public sealed class GovernanceEventTests
{
    [Fact]
    public async Task SubscribeEvents_OfGovernance_BringsProposalDecisionAndShutdown()
    {
        var node = await RunningNode.StartAsync();
        try
        {
            using var folder = new TemporaryFolder();
            await using var socket = await WsClient.ConnectAsync(node.Address);
            var live = await socket.SubscribeAsync("subscribeEvents", new { events = new[] { "governance" } });
            var proposed = (await node.RunAsync("sip", "propose", "--key", "dev:1", "--id", "SIP-1", folder.Write("sip.md", "a proposal"), "--wait")).Succeeded();
            (await node.RunAsync("sip", "approve", "--key", "dev:ceo", "SIP-1")).Succeeded();
            (await node.WithInputAsync("dev\n", "ceo", "shutdown", "--key", "dev:ceo", "--reason", "enough")).Succeeded();

            var replayed = await socket.SubscribeAsync("subscribeEvents", new { events = new[] { "governance" }, from = 0 });
            var shutdown = await socket.NextAsync(await socket.SubscribeAsync("subscribeShutdown"));

            foreach (var subscription in new[] { live, replayed })
            {
                var proposal = await socket.NextAsync(subscription);
                Assert.Equal(("sip_propose", "SIP-1"), (proposal.GetProperty("data").Text("kind"), proposal.GetProperty("data").Text("proposal_id")));
                Assert.Equal(proposed["proposal_hash"], proposal.GetProperty("data").Text("proposal_hash"));
                Assert.Equal("sip_approve", (await socket.NextAsync(subscription)).GetProperty("data").Text("kind"));
                var stop = await socket.NextAsync(subscription);
                Assert.Equal(("shutdown", "enough"), (stop.GetProperty("data").Text("kind"), stop.GetProperty("data").Text("reason")));
                Assert.Equal(shutdown.Number("block_height"), stop.Number("block_height"));
                Assert.Equal(shutdown.Text("block_hash"), stop.Text("block_hash"));
            }
        }
        finally
        {
            await node.DisposeAsync();
        }
    }
}
