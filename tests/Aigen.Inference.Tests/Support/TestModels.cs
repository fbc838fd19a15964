namespace Aigen.Inference.Tests.Support;

/// <summary>The models that the tests run.</summary>
internal static class TestModels
{
    public static string TinyPath { get; } = Checkout.Get("models/aigen-tiny-q8_0.gguf");

    /// <summary>SmolLM2-135M-Instruct where a developer has it: in AIGEN_SMOLLM2, or in shared/models above the program.</summary>
    public static string? SmolPath { get; } =
        Environment.GetEnvironmentVariable("AIGEN_SMOLLM2") is { Length: > 0 } path ? path
        : Checkout.Find("shared/models/smollm2-135m-instruct-q4_1.gguf");

    public static ModelOptions TinyOptions { get; } = new() { Path = TinyPath, Id = "aigen-tiny" };

    public static LlamaModel LoadTiny() => LlamaModel.Load(TinyOptions);
}
