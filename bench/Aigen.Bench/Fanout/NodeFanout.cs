using Aigen.Rpc.Http;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Subscriptions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aigen.Bench;

/// <summary>The node's own subscriptions.</summary>
internal sealed class NodeFanout : IFanoutServer
{
    private readonly Topic _topic;
    private readonly WebApplication _web;

    private NodeFanout(Topic topic, WebApplication web) => (_topic, _web) = (topic, web);

    public string Url => _web.Urls.First();

    public static async Task<NodeFanout> StartAsync()
    {
        var topic = new Topic();
        var subscribe = new RpcMethod("subscribe", "Follows everything.", [], call =>
        {
            var subscription = call.Subscribe("s");
            topic.Add(subscription);
            return new(RpcResult.Ok(subscription.Id));
        });
        var server = new RpcServer(new MethodRegistry([subscribe]), new RpcLimits(), NullLogger<RpcServer>.Instance);
        return new NodeFanout(topic, await FanoutHost.StartAsync(web => web.UseJsonRpc(server)));
    }

    public void Publish(byte[] result) => _topic.Publish(result);

    public async ValueTask DisposeAsync() => await _web.DisposeAsync();
}
