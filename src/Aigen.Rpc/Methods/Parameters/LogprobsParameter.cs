using Aigen.Inference;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>logprobs and top_logprobs, as OpenAI has them.</summary>
internal static class LogprobsParameter
{
    public static readonly Parameter<bool> Asked = FieldType.Boolean.Default("logprobs", false, "Each token comes with the natural logarithm of its probability.");

    public static readonly Parameter<int?> Top = FieldType.Int32(OptionRanges.TopLogprobs.Least, OptionRanges.TopLogprobs.Most).Optional(
        "top_logprobs", "So many of the likeliest tokens at each place too; only where logprobs is true.", "0");

    /// <summary>How many alternatives are asked for with each token; null where no logprobs are.</summary>
    public static int? Read(RpcParameters fields)
    {
        var (isAsked, top) = (fields.Get(Asked), fields.Get(Top));
        return isAsked ? top ?? 0 : fields.Optional(Top) is { } given ? throw given.Refuse("absent where logprobs is not true") : null;
    }
}
