using Aigen.Inference;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>Reads logprobs and top_logprobs, as OpenAI has them.</summary>
internal static class LogprobsParameter
{
    /// <summary>How many alternatives are asked for with each token; null where no logprobs are.</summary>
    public static int? Read(RpcParameters fields)
    {
        var isAsked = fields.OptionalBoolean("logprobs") ?? false;
        if (fields.Optional("top_logprobs") is not { } top)
        {
            return isAsked ? 0 : null;
        }

        return isAsked ? top.AsInt32(0, GenerationOptions.MaxTopLogprobs) : throw top.Refuse("absent where logprobs is not true");
    }
}
