using System.CommandLine;
using System.CommandLine.Parsing;
using Aigen.Inference;
using Aigen.Node.Hosting;

namespace Aigen.Node.Commands;

/// <summary>The options that say how models are run.</summary>
internal static class ModelSettings
{
    public static readonly Option<DeviceWish> Device = new("--device")
    {
        Description = "Where models are computed: auto (CUDA where './aigen setup --cuda' has run and there is a driver with a device, else the CPU; the log says which and why), cpu or cuda. [default: auto]",
        HelpName = "DEVICE",
        CustomParser = result => Read<DeviceWish>(result, TryDevice, "auto, cpu or cuda"),
    };

    public static readonly Option<int> GpuLayers = Number(
        "--gpu-layers", "Layers to put on a GPU where there is one, 0 to 10,000, which is more than any model has.", "N", ModelOptions.AllLayers);

    public static readonly Option<int> Threads = Number("--threads", "Threads that compute, 1 to 512; 0 is one for each physical core, and one for a model below 50 M parameters.", "N");

    public static readonly Option<int> ContextSize = Number("--ctx-size", "Tokens of context of each answer, 1 to 1,048,576; 0 is what the model was trained for, up to 8,192.", "TOKENS");

    public static readonly Option<int> Parallel = Number("--parallel", "Answers computed at a time, 1 to 256; 0 is as many as fit into a KV cache of 1 GiB, up to 16.", "N");

    public static readonly Option<KvTypes> KvTypes = new("--kv-type")
    {
        Description = "How the KV cache is stored: f16, q8_0 or q4_0, or two of them for keys and values as in q8_0:q4_0. [default: f16]",
        HelpName = "TYPE",
        CustomParser = result => Read<KvTypes>(result, Hosting.KvTypes.TryParse, "f16, q8_0, q4_0 or two of them as in q8_0:q4_0"),
    };

    public static readonly Option<FlashAttention> FlashAttention = new("--flash-attention")
    {
        Description = "auto (on a GPU, with quantised values, and where a CPU would need over 1 GiB without it), on or off. [default: auto]",
        HelpName = "WHEN",
        CustomParser = result => Read<FlashAttention>(result, RunSettings.TryParseFlash, "auto, on or off"),
        DefaultValueFactory = _ => Inference.FlashAttention.Auto,
    };

    public static RunSettings Of(ParseResult arguments) => new()
    {
        GpuLayers = arguments.GetValue(GpuLayers),
        Threads = arguments.GetValue(Threads),
        ContextLength = arguments.GetValue(ContextSize),
        Parallel = arguments.GetValue(Parallel),
        KvTypes = arguments.GetValue(KvTypes),
        FlashAttention = arguments.GetValue(FlashAttention),
    };

    private delegate bool Parser<T>(string text, out T value);

    private static T Read<T>(ArgumentResult result, Parser<T> parse, string allowed)
    {
        if (parse(result.Tokens[0].Value, out var value))
        {
            return value;
        }

        result.AddError($"{((OptionResult)result.Parent!).Option.Name} is '{result.Tokens[0].Value}', expected {allowed}.");
        return value;
    }

    private static bool TryDevice(string text, out DeviceWish value) => Enum.TryParse(text, ignoreCase: true, out value) && char.IsAsciiLetter(text[0]);

    private static Option<int> Number(string name, string description, string help, int otherwise = 0) => new(name)
    {
        Description = description,
        HelpName = help,
        DefaultValueFactory = _ => otherwise,
        CustomParser = result => Read<int>(result, TryNumber, "a whole number"),
    };

    private static bool TryNumber(string text, out int value) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out value);
}
