using Aigen.Metering;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Methods;

/// <summary>A kind of completion: what is asked, and what the answer looks like. All else is the same for each.</summary>
/// <param name="Subscribing">The method that streams it.</param>
/// <param name="Read">Reads a call.</param>
internal sealed record CompletionKind(string Subscribing, Func<RpcCall, (DeskRequest Request, CompletionForm Form)> Read)
{
    public static CompletionKind Chat { get; } = new("subscribeChatCompletion", call => (ChatParameters.Read(call), new ChatForm()));

    public static CompletionKind Text { get; } = new("subscribeTextCompletion", TextParameters.Read);
}
