using Aigen.Inference;
using Aigen.Metering;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Methods;

/// <summary>Reads the parameters of a text completion: those of a chat completion, but for what is continued.</summary>
internal static class TextParameters
{
    public static (DeskRequest Request, CompletionForm Form) Read(RpcCall call)
    {
        var fields = call.Parameters;
        fields.OptionalInt32("best_of", 1, 1);
        var text = Prompt(fields);
        var echo = fields.OptionalBoolean("echo") == true;
        return (ChatParameters.ReadShared(call) with { Text = text }, new TextForm(echo ? text.Text : null));
    }

    public static TextPrompt Prompt(RpcParameters fields) => new(fields.String("prompt"), fields.OptionalString("suffix"));
}
