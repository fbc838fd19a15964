namespace Aigen.Inference.Tests.Chat;

/// <summary>Functions for tests, each as a client sends it.</summary>
internal static class ToolFunctions
{
    public static ToolFunction Weather { get; } = Of(
        "get_weather", """{"type":"object","properties":{"city":{"enum":["Paris","Rome"]},"days":{"type":"integer","minimum":1,"maximum":9}},"required":["city","days"]}""");

    public static ToolFunction Time { get; } = Of("get_time", null);

    public static ToolFunction Of(string name, string? parameters)
    {
        var rest = parameters is null ? "" : $",\"parameters\":{parameters}";
        return new ToolFunction(name, parameters, "{\"type\":\"function\",\"function\":{\"name\":\"" + name + "\"" + rest + "}}");
    }
}
