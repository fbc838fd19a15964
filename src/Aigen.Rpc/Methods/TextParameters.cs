using System.Text.Json;
using Aigen.Inference;
using Aigen.Metering;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Methods;

/// <summary>Reads the parameters of a text completion: those of a chat completion, but for what is continued.</summary>
internal static class TextParameters
{
    private static readonly string[] OfChats = ["tools", "tool_choice", "parallel_tool_calls", "logprobs", "top_logprobs"];

    public static (DeskRequest Request, CompletionForm Form) Read(RpcCall call)
    {
        var fields = call.Parameters;
        fields.OptionalInt32("best_of", 1, 1);
        RefuseOfChats(fields);
        var text = Prompt(fields);
        var echo = fields.OptionalBoolean("echo") == true;
        return (ChatParameters.ReadShared(call) with { Text = text }, new TextForm(echo ? text.Text : null));
    }

    public static TextPrompt Prompt(RpcParameters fields) => new(fields.String("prompt"), fields.OptionalString("suffix"));

    // What would change the answer is refused rather than left out silently.
    private static void RefuseOfChats(RpcParameters fields)
    {
        foreach (var name in OfChats)
        {
            if (fields.Optional(name) is { Value.ValueKind: not (JsonValueKind.False or JsonValueKind.Null) } field)
            {
                throw field.Refuse("absent: chat completions have it, text completions do not");
            }
        }
    }
}
