using System.Reflection;

namespace Aigen.Inference.Tests.Chat;

/// <summary>Every form by its name, as tests list them.</summary>
internal static class KnownForms
{
    private static readonly FieldInfo[] Fields = [.. typeof(JsonToolForms).GetFields(), .. typeof(XmlToolForms).GetFields(), .. typeof(NotedToolForms).GetFields()];

    public static IEnumerable<string> Names => Fields.Select(form => form.Name);

    public static object Of(string name) => Array.Find(Fields, form => form.Name == name)!.GetValue(null)!;
}
