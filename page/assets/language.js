/* Streamlit says that every page is in English; this says which language it is in. */
export default ({ data }) => {
  document.documentElement.lang = data.code;
};
