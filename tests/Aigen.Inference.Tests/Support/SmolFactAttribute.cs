namespace Aigen.Inference.Tests.Support;

/// <summary>A fact about SmolLM2, skipped where the file is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmolFactAttribute : FactAttribute
{
    public SmolFactAttribute()
    {
        if (TestModels.SmolPath is null) Skip = "SmolLM2 is not here (set AIGEN_SMOLLM2 to smollm2-135m-instruct-q4_1.gguf)";
    }
}
