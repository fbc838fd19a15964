using System.Globalization;
using System.Text.RegularExpressions;
using Aigen.Chain;

namespace Aigen.Node.Hosting;

/// <summary>
/// How the command line writes a model: <c>FILE-OR-ID[,SETTING=VALUE...]</c>. The settings begin at the first comma behind which a word of
/// small letters and dashes and an equals sign stand; commas before it belong to the file's name.
/// </summary>
internal static partial class ModelChoiceText
{
    private static readonly Setting[] Settings =
    [
        new("id", "a name", (choice, text) => text.Length > 0 ? choice with { Id = text } : null),
        new("tier", "free, basic, pro or unlimited", (choice, text) => TierNames.TryParse(text, out var tier) ? choice with { MinimumTier = tier } : null),
        new("ctx-size", "0 to 1048576 tokens", (choice, text) => Number(text) is { } tokens ? choice with { ContextLength = tokens } : null),
        new("parallel", "0 to 256", (choice, text) => Number(text) is { } answers ? choice with { Parallel = answers } : null),
        new("threads", "0 to 512", (choice, text) => Number(text) is { } threads ? choice with { Threads = threads } : null),
        new("gpu-layers", "0 to 10000", (choice, text) => Number(text) is { } layers ? choice with { GpuLayers = layers } : null),
        new("kv-type", "f16, q8_0, q4_0 or two of them as in q8_0:q4_0", (choice, text) => KvTypes.TryParse(text, out var types) ? choice with { KvTypes = types } : null),
        new("flash-attention", "auto, on or off", (choice, text) => RunSettings.TryParseFlash(text, out var flash) ? choice with { FlashAttention = flash } : null),
    ];

    /// <exception cref="FormatException">A setting is unknown or wrong; the message says what is allowed.</exception>
    public static ModelChoice Parse(string text)
    {
        var start = FirstSetting().Match(text) is { Success: true } first ? first.Index : text.Length;
        var choice = new ModelChoice(text[..start], null, null);
        foreach (var part in text[start..].Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = part.Split('=', 2) is [var before, var after] ? (before, after) : (part, "");
            var setting = Settings.FirstOrDefault(setting => setting.Name == name)
                ?? throw new FormatException($"'{part}' in --model {text}: known settings are {string.Join(", ", Settings.Select(setting => setting.Name))}");
            choice = setting.Apply(choice, value)
                ?? throw new FormatException($"{name} is '{value}' in --model {text}, expected {setting.Allowed}");
        }

        return choice;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(",[a-z-]+=")]
    private static partial Regex FirstSetting();

    private sealed record Setting(string Name, string Allowed, Func<ModelChoice, string, ModelChoice?> Apply);
}
